#include "adapters/columns/row_mapper.h"

#include <gmock/gmock.h>

#include <chrono>

#include "adapters/sources/zone_clock_load.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using testing::ElementsAre;
using testing::HasSubstr;

const instant sunday = sys_days{2026y / 10 / 25};  // clocks go back at 01:00 UTC

text_form london() {
  return {.time_formats = {"%d/%m/%Y %H:%M"},
          .clock = load_zone_clock("Europe/London", 2000, 2100),
          .time_zone = "Europe/London"};
}

table_map pings_map() {
  return {
      .name = "avl",
      .what = record_kind::pings,
      .form = london(),
      .columns = {
          {"device", {"Fleet"}}, {"observed_at", {"Day", "Time"}}, {"grid_reference", {"Ref"}}}};
}

position centre_of_sk_58_04() {
  return coordinate_system{"EPSG:27700", {}}.to_wgs84(458'500, 304'500).value();
}

// Cells by their names, in the order in which the mapper wants them.
using row_cells = std::map<std::string, std::string_view>;

std::vector<std::string_view> in_order(const row_mapper& mapper, const row_cells& row) {
  std::vector<std::string_view> cells;
  for (const std::string& column : mapper.columns()) {
    const auto cell = row.find(column);
    cells.push_back(cell == row.end() ? std::string_view{} : cell->second);
  }
  return cells;
}

mapped_row map_one(const row_mapper& mapper, const row_cells& row, std::size_t line = 2) {
  return mapper.map_row(in_order(mapper, row), line);
}

std::string faults_of(const mapped_row& row) {
  std::string text;
  for (const cell_fault& fault : row.faults) {
    text += std::string{to_string(fault.fault)} + ": " + fault.column + ": " + fault.message + "\n";
  }
  return text;
}

template <typename Body>
Body only(const mapped_row& row) {
  EXPECT_EQ(faults_of(row), "");
  EXPECT_EQ(row.events.size(), 1);
  return row.events.empty() ? Body{} : std::get<Body>(row.events.front().body);
}

TEST(row_mapper, makes_a_ping_of_foreign_columns) {
  const row_mapper mapper{pings_map()};
  const auto made = only<ping>(map_one(
      mapper, {{"Fleet", "FL101"}, {"Day", "24/10/2026"}, {"Time", " 21:05"}, {"Ref", "SK5804"}}));
  EXPECT_EQ(made.device, "FL101");
  EXPECT_EQ(made.observed_at, (instant{sys_days{2026y / 10 / 24} + 20h + 5min}));
  EXPECT_EQ(made.at, centre_of_sk_58_04());
  // Three of them are 15 m and half of the square's diagonal.
  EXPECT_EQ(made.accuracy_cm, 24'070);
}

TEST(row_mapper, reads_metres_and_degrees_as_well_as_grid_references) {
  table_map metres = pings_map();
  metres.columns.erase("grid_reference");
  metres.columns["easting"] = {"E"};
  metres.columns["northing"] = {"N"};
  const row_mapper mapper{metres};
  const row_cells row{
      {"Fleet", "F"}, {"Day", "24/10/2026"}, {"Time", "21:05"}, {"E", "458500.0"}, {"N", "304500"}};
  const auto made = only<ping>(map_one(mapper, row));
  EXPECT_EQ(made.at, centre_of_sk_58_04());
  EXPECT_FALSE(made.accuracy_cm);

  table_map degrees = pings_map();
  degrees.columns.erase("grid_reference");
  degrees.columns["lat"] = {"Y"};
  degrees.columns["lon"] = {"X"};
  degrees.form.decimal = ',';
  degrees.form.speed_unit_mps = 0.44704;
  degrees.columns["speed"] = {"MPH"};
  const auto moved = only<ping>(map_one(row_mapper{degrees},
                                        {{"Fleet", "F"},
                                         {"Day", "24/10/2026"},
                                         {"Time", "21:05"},
                                         {"Y", "52,6342"},
                                         {"X", "-1,1368"},
                                         {"MPH", "30"}}));
  EXPECT_EQ(moved.at.lat_e7, 526'342'000);
  EXPECT_EQ(moved.at.lon_e7, -11'368'000);
  EXPECT_EQ(moved.speed_cmps, 1'341);
}

TEST(row_mapper, decodes_codes_and_names_the_one_it_does_not_know) {
  table_map map{.name = "units",
                .what = record_kind::status,
                .form = london(),
                .columns = {{"unit", {"Call Sign"}}, {"status", {"St"}}, {"at", {"When"}}},
                .codes = {{"status", {{"10-8", "available"}, {"10-97", "on_scene"}}}}};
  map.form.in_names = {{" ", "-"}};
  const row_mapper mapper{map};
  const auto known = only<status_changed>(
      map_one(mapper, {{"Call Sign", "LD 12"}, {"St", "10-97"}, {"When", "24/10/2026 21:05"}}));
  EXPECT_EQ(known.unit, "LD-12");
  EXPECT_EQ(known.status, unit_status::on_scene);
  const auto unknown =
      map_one(mapper, {{"Call Sign", "LD 12"}, {"St", "10-9"}, {"When", "24/10/2026 21:05"}});
  EXPECT_TRUE(unknown.events.empty());
  EXPECT_THAT(faults_of(unknown),
              testing::StartsWith("unknown_code: St: expected a code of the table (10-8, 10-97); "
                                  "found \"10-9\"; did you mean \"10-8\"?"));
}

TEST(row_mapper, names_every_fault_of_a_row) {
  const row_mapper mapper{pings_map()};
  const auto row = map_one(
      mapper, {{"Fleet", "no name"}, {"Day", "2026-10-24"}, {"Time", "21:05"}, {"Ref", "x"}});
  EXPECT_TRUE(row.events.empty());
  EXPECT_THAT(faults_of(row), HasSubstr("bad_name: Fleet: expected a name of 1 to 64"));
  EXPECT_THAT(
      faults_of(row),
      HasSubstr("bad_time: Day + Time: expected a time from 2000 to 2099 as %d/%m/%Y %H:%M; "
                "found \"2026-10-24 21:05\""));
  EXPECT_THAT(faults_of(row), HasSubstr("bad_place: Ref: expected a reference of the National"));
}

TEST(row_mapper, refuses_a_time_that_clocks_went_forward_over) {
  const row_mapper mapper{pings_map()};
  const auto row = map_one(
      mapper, {{"Fleet", "F"}, {"Day", "29/03/2026"}, {"Time", "01:30"}, {"Ref", "SK5804"}});
  EXPECT_THAT(faults_of(row),
              testing::StartsWith("no_such_time: Day + Time: expected a time that "
                                  "clocks in Europe/London showed"));
}

row_cells at_night(std::string_view time) {
  return {{"Fleet", "F"}, {"Day", "25/10/2026"}, {"Time", time}, {"Ref", "SK5804"}};
}

TEST(row_mapper, says_which_time_it_cannot_tell) {
  const row_mapper mapper{pings_map()};
  EXPECT_THAT(faults_of(map_one(mapper, at_night("01:30"))),
              testing::StartsWith("ambiguous_time: Day + Time: \"25/10/2026 01:30\": clocks in "
                                  "Europe/London went back and showed it twice"));
  EXPECT_EQ(only<ping>(map_one(mapper, at_night("00:59"))).observed_at, sunday - 1min);
  EXPECT_EQ(only<ping>(map_one(mapper, at_night("02:00"))).observed_at, sunday + 2h);
}

TEST(row_mapper, tells_two_times_apart_by_a_column_with_the_offset) {
  table_map map = pings_map();
  map.columns["utc_offset"] = {"Zone"};
  map.codes["utc_offset"] = {{"BST", "+01:00"}, {"GMT", "Z"}};
  const row_mapper mapper{map};
  row_cells summer = at_night("01:30");
  summer["Zone"] = "BST";
  row_cells winter = at_night("01:30");
  winter["Zone"] = "GMT";
  EXPECT_EQ(only<ping>(map_one(mapper, summer)).observed_at, sunday + 30min);
  EXPECT_EQ(only<ping>(map_one(mapper, winter)).observed_at, sunday + 90min);
}

// Instants after midnight UTC of each line that is taken, in minutes; -1: not taken.
std::vector<int> minutes_of(const std::vector<std::pair<const char*, const char*>>& lines) {
  table_map map = pings_map();
  map.rising = "observed_at";
  map.rising_within = "device";
  row_mapper mapper{map};
  const auto row_of = [](const auto& line) {
    row_cells row = at_night(line.second);
    row["Fleet"] = line.first;
    return row;
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    mapper.survey(in_order(mapper, row_of(lines[i])), i + 2);
  }
  std::vector<int> minutes;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const mapped_row row = map_one(mapper, row_of(lines[i]), i + 2);
    minutes.push_back(
        row.events.empty()
            ? -1
            : static_cast<int>((std::get<ping>(row.events.front().body).observed_at - sunday) /
                               1min));
  }
  return minutes;
}

TEST(row_mapper, tells_two_times_apart_by_the_order_of_lines) {
  EXPECT_THAT(minutes_of({{"A", "01:10"}, {"A", "01:50"}, {"A", "01:05"}, {"A", "01:55"}}),
              ElementsAre(10, 50, 65, 115));
  // Each device by itself; B says nothing of the hour that C was there for.
  EXPECT_THAT(minutes_of({{"A", "01:40"}, {"B", "01:20"}, {"A", "01:10"}, {"B", "01:45"}}),
              ElementsAre(40, -1, 70, -1));
}

TEST(row_mapper, does_not_trust_an_order_that_does_not_hold) {
  // Out of order by less than five minutes is how radios report.
  EXPECT_THAT(minutes_of({{"A", "01:50"}, {"A", "01:48"}, {"A", "01:05"}, {"A", "01:03"}}),
              ElementsAre(50, 48, 65, 63));
  EXPECT_THAT(minutes_of({{"A", "01:50"}, {"A", "01:05"}, {"A", "01:40"}, {"A", "01:02"}}),
              ElementsAre(-1, -1, -1, -1));
  EXPECT_THAT(minutes_of({{"A", "00:50"}, {"A", "00:10"}, {"A", "01:40"}, {"A", "01:02"}}),
              ElementsAre(-10, -50, -1, -1));
}

TEST(row_mapper, makes_one_status_of_each_time_of_an_assignment) {
  const row_mapper mapper{{.name = "log",
                           .what = record_kind::assignments,
                           .form = london(),
                           .columns = {{"incident", {"Inc"}},
                                       {"unit", {"Unit"}},
                                       {"assigned", {"Alloc"}},
                                       {"on_scene", {"Arr"}},
                                       {"cleared", {"Clr"}}}}};
  const auto row = map_one(mapper,
                           {{"Inc", "I-7"},
                            {"Unit", "LD12"},
                            {"Alloc", "25/10/2026 00:58"},
                            {"Arr", "25/10/2026 01:10"},
                            {"Clr", "25/10/2026 02:20"}});
  EXPECT_EQ(faults_of(row), "");
  ASSERT_EQ(row.events.size(), 3);
  std::vector<std::pair<unit_status, instant>> told;
  for (const mapped_event& each : row.events) {
    const auto& status = std::get<status_changed>(each.body);
    told.emplace_back(status.status, status.at);
  }
  EXPECT_THAT(told,
              ElementsAre(std::pair{unit_status::assigned, sunday - 2min},
                          std::pair{unit_status::on_scene, sunday + 10min},
                          std::pair{unit_status::available, sunday + 140min}));
  // 01:10 came twice after 00:58: the first is taken, and said.
  ASSERT_EQ(row.remarks.size(), 1);
  EXPECT_THAT(row.remarks[0].message, HasSubstr("taken as the first"));
}

TEST(row_mapper, takes_the_version_of_an_incident_from_the_time_of_its_change) {
  const row_mapper mapper{{.name = "cad",
                           .what = record_kind::incidents,
                           .form = london(),
                           .columns = {{"incident", {"Ref"}},
                                       {"opened", {"Created"}},
                                       {"updated_at", {"Modified"}},
                                       {"cancelled", {"Cancelled"}},
                                       {"assigned", {"Units"}},
                                       {"grid_reference", {"Map"}}}}};
  const auto row = map_one(mapper,
                           {{"Ref", "I-7"},
                            {"Created", "24/10/2026 20:00"},
                            {"Modified", "24/10/2026 20:07"},
                            {"Cancelled", "24/10/2026 20:06"},
                            {"Units", "B2, A1,B2"},
                            {"Map", "SK 581 046"}});
  const auto call = only<incident_changed>(row).incident;
  const instant evening = sys_days{2026y / 10 / 24} + 19h;
  EXPECT_EQ(call.version, static_cast<std::uint64_t>(instant_to_ms(evening + 7min)));
  EXPECT_EQ(call.closed_at, evening + 6min);
  EXPECT_THAT(call.assigned, ElementsAre("A1", "B2"));
  EXPECT_EQ(call.place_error_m, 71);
  EXPECT_EQ(row.events.front().written_at, evening + 7min);
}

TEST(row_mapper, reads_our_own_names_without_a_map) {
  const row_mapper mapper{own_names(record_kind::roster)};
  const auto entry = only<roster_changed>(map_one(mapper,
                                                  {{"unit", "LD12"},
                                                   {"device", "radios/R-1"},
                                                   {"kind", "foot"},
                                                   {"from", "2026-10-24T21:00:00Z"},
                                                   {"origin", "book_on"}}))
                         .entry;
  EXPECT_EQ(entry.device, "radios/R-1");
  EXPECT_EQ(entry.origin, holding_origin::book_on);
  EXPECT_GT(entry.duty.to, instant{sys_days{2099y / 1 / 1}});
}

}  // namespace
}  // namespace beatwatch
