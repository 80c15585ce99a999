#include "adapters/columns/mapped_file.h"

#include <gmock/gmock.h>

#include <fstream>

#include "adapters/daemon/column_map_file.h"
#include "adapters/daemon/toml_section.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const char* const units_map = R"(
time_zone = "Europe/London"
time_formats = ["%d/%m/%Y %H:%M"]
encoding = "windows-1252"
separator = ";"

[tables.units]
what = "status"
files = "units*.csv"
columns = { unit = "Call Sign", status = "Status", at = "Time" }
codes.status = { "Frei" = "available", "R\u00FCckfahrt" = "busy" }
lookups.unit = { file = "collars.csv", from = "Collar", to = "Unit" }
)";

class mapped_files : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    std::ofstream{folder_ / name, std::ios::binary} << text;
  }
  [[nodiscard]] column_map read_map(const std::string& text) const {
    write("map.toml", text);
    return read_column_map(folder_ / "map.toml");
  }
  [[nodiscard]] std::string refusal(const std::string& text) const {
    try {
      static_cast<void>(read_map(text));
    } catch (const config_error& error) {
      return error.what();
    }
    return "";
  }
  // Each line that was read, as "line unit status" or "line! fault".
  [[nodiscard]] std::vector<std::string> lines_of(const std::string& file) const {
    write("collars.csv", "Name,Collar,Unit\nx,1234,LD12\ny,5678,LD13\n");
    const column_map map = read_map(units_map);
    row_mapper mapper{map.tables.at(0)};
    std::vector<std::string> lines;
    read_mapped_file(folder_ / file, mapper, [&](const mapped_line& line) {
      std::string text = std::to_string(line.line);
      for (const mapped_event& each : line.row.events) {
        const auto& status = std::get<status_changed>(each.body);
        text += " " + status.unit + " " + std::string{to_string(status.status)};
      }
      for (const cell_fault& fault : line.row.faults) {
        text += "! " + std::string{to_string(fault.fault)} + " " + fault.column;
      }
      lines.push_back(text);
    });
    return lines;
  }

  temporary_folder folder_;
};

TEST_F(mapped_files, are_read_in_their_encoding_and_by_their_separator) {
  write("units.csv",
        "Time;Note;Status;Call Sign\r\n"
        "24/10/2026 21:05;\"a; b\";R\xFC"
        "ckfahrt;1234\r\n"
        "24/10/2026 21:06;;Frei;5678\r\n"
        ";;;\r\n");
  EXPECT_THAT(lines_of("units.csv"), ElementsAre("2 LD12 busy", "3 LD13 available"));
}

TEST_F(mapped_files, go_on_after_a_line_that_is_none) {
  write("units.csv",
        "Time;Status;Call Sign\n"
        "24/10/2026 21:05;Frei\n"
        "24/10/2026 21:05;\"Fr\"ei;1234\n"
        "24/10/2026 21:05;Frei;9999\n"
        "24/10/2026 21:06;Frei;1234\n");
  EXPECT_THAT(
      lines_of("units.csv"),
      ElementsAre("2! bad_row ", "3! bad_row ", "4! unknown_code Call Sign", "5 LD12 available"));
}

TEST_F(mapped_files, name_each_column_that_the_header_lacks) {
  write("units.csv", "Time;Stat;Callsign\n24/10/2026 21:05;Frei;1234\n");
  EXPECT_THAT(lines_of("units.csv"), ElementsAre("1! bad_row Status! bad_row Call Sign"));
  write("units.csv", "");
  EXPECT_THAT(lines_of("units.csv"), ElementsAre("1! bad_row "));
}

TEST_F(mapped_files, belong_to_a_table_by_their_names) {
  const table_map map{.files = {"avl-*.csv", "*.txt"}};
  EXPECT_TRUE(is_file_of(map, "/somewhere/avl-2026-10.csv"));
  EXPECT_TRUE(is_file_of(map, "x.txt"));
  EXPECT_FALSE(is_file_of(map, "/avl-folder/x.csv"));
}

TEST_F(mapped_files, have_a_map_whose_mistakes_are_named_with_their_place) {
  write("collars.csv", "Collar,Unit\n1,A\n1,B\n");
  EXPECT_THAT(refusal(units_map), HasSubstr("collars.csv:3: \"1\" stands for two things"));
  EXPECT_THAT(refusal("[tables.t]\nwhat = \"pigns\"\n"), HasSubstr(":2:8: tables.t.what: "));
  EXPECT_THAT(refusal("time_zone = \"Europe/Lodnon\"\n"), HasSubstr("map.toml:1:13: time_zone"));
  EXPECT_THAT(refusal("time_formats = [\"%d.%m.%Y\"]\n"), HasSubstr("to the minute"));
  EXPECT_THAT(refusal("[tables.t]\nwhat = \"status\"\n"
                      "columns = { unit = \"U\", state = \"S\" }\n"),
              HasSubstr("tables.t.columns.state: is not a key of this table; did you mean"));
  EXPECT_THAT(refusal("[tables.t]\nwhat = \"status\"\ncolumns = { unit = \"U\" }\n"),
              HasSubstr("expected \"status\", here or in constants"));
  EXPECT_THAT(refusal("[tables.t]\nwhat = \"pings\"\n"
                      "columns = { device = \"D\", observed_at = \"T\", easting = \"E\" }\n"),
              HasSubstr("both halves of a place"));
  EXPECT_THAT(refusal("[tables.t]\nwhat = \"pings\"\ncoordinates = \"EPSG:0\"\n"
                      "columns = { device = \"D\", observed_at = \"T\", easting = \"E\", "
                      "northing = \"N\" }\n"),
              HasSubstr("tables.t.coordinates: no coordinate reference system"));
  EXPECT_THAT(refusal("[tables.t]\nwhat = \"status\"\nrising = \"when\"\n"
                      "columns = { unit = \"U\", status = \"S\", at = \"T\" }\n"),
              HasSubstr("tables.t.rising: expected our name"));
}

}  // namespace
}  // namespace beatwatch
