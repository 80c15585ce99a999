#include "adapters/daemon/column_map_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/columns/row_mapper.h"
#include "adapters/columns/written_time.h"
#include "adapters/daemon/toml_section.h"
#include "adapters/sources/csv_reader.h"
#include "adapters/sources/nearest_word.h"
#include "adapters/sources/zone_clock_load.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

constexpr int first_clock_year = 2000;
constexpr int last_clock_year = 2100;

void read_character(toml_section& in,
                    std::string_view key,
                    char& value,
                    std::string_view allowed,
                    std::string_view expected) {
  std::string text(1, value);
  in.read_text(key, text);
  if (text.size() != 1 || allowed.find(text.front()) == std::string_view::npos) {
    in.fail(key, expected);
  }
  value = text.front();
}

// The keys that stand at the top of a map for all its tables, and in a table for itself.
void read_form(toml_section& in, text_form& form) {
  auto encoding = static_cast<std::size_t>(form.encoding);
  in.read_choice("encoding", encoding, {"utf-8", "windows-1252"});
  form.encoding = static_cast<text_encoding>(encoding);
  read_character(
      in, "separator", form.separator, ",;\t|", R"(expected one of ",", ";", "\t", "|")");
  read_character(in, "decimal", form.decimal, ".,", R"(expected "." or ",")");
  in.read_texts("time_formats", form.time_formats);
  for (const std::string& format : form.time_formats) {
    if (!is_time_format(format)) {
      in.fail("time_formats",
              fmt::format("expected date and time to the minute, such as \"%d/%m/%Y %H:%M\"; "
                          "\"{}\" is not that",
                          format));
    }
  }
  const std::string zone_before = form.time_zone;
  in.read_text("time_zone", form.time_zone);
  if (form.time_zone != zone_before) {
    try {
      form.clock = load_zone_clock(form.time_zone, first_clock_year, last_clock_year);
    } catch (const std::runtime_error& error) {
      in.fail("time_zone", error.what());
    }
  }
  in.read_text("coordinates", form.coordinates);
  constexpr std::array<double, 4> units_mps{1, 1 / 3.6, 0.44704, 1852 / 3600.0};
  std::size_t unit = 0;
  in.read_choice("speed_unit", unit, {"m/s", "km/h", "mph", "kn"});
  if (in.has("speed_unit")) {
    form.speed_unit_mps = units_mps.at(unit);
  }
  in.read_text_map("in_names", form.in_names);
  if (form.in_names.contains("")) {
    in.fail("in_names", "expected texts to replace; one is empty");
  }
}

std::vector<std::string_view> words_of_kinds() {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < record_kind_count; ++i) {
    words.push_back(to_string(static_cast<record_kind>(i)));
  }
  return words;
}

void read_columns(toml_section& in, table_map& map) {
  in.need("columns", "a table of columns: ours = \"theirs\"");
  toml_section columns = *in.section("columns");
  for (const known_column& column : columns_of(map.what)) {
    std::vector<std::string> theirs;
    columns.read_text_or_texts(column.name, theirs);
    if (!theirs.empty()) {
      map.columns[std::string{column.name}] = std::move(theirs);
    }
  }
  columns.finish();
  if (auto constants = in.section("constants")) {
    for (const known_column& column : columns_of(map.what)) {
      std::string text;
      constants->read_text(column.name, text);
      if (constants->has(column.name)) {
        map.constants[std::string{column.name}] = std::move(text);
      }
    }
    constants->finish();
  }
}

// The two columns of a file: their code, our word.
void read_lookup(toml_section& in, std::map<std::string, std::string>& codes) {
  std::filesystem::path path;
  std::string from;
  std::string to;
  in.need("file", "the path of a CSV file");
  in.read_path("file", path);
  in.need("from", "its column of their codes");
  in.read_text("from", from);
  in.need("to", "its column of our words");
  in.read_text("to", to);
  in.finish();
  std::ifstream file{path, std::ios::binary};
  csv_reader reader{file};
  if (!file.is_open() || !reader.next() || reader.fault()) {
    in.fail("file", fmt::format("{}: cannot be read, or has no header row", path.string()));
  }
  const std::vector<std::string> header{reader.fields().begin(), reader.fields().end()};
  const auto place = [&](std::string_view key, const std::string& name) {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end()) {
      in.fail(key, fmt::format("{}: has no column \"{}\"", path.string(), name));
    }
    return static_cast<std::size_t>(found - header.begin());
  };
  const std::size_t from_field = place("from", from);
  const std::size_t to_field = place("to", to);
  while (reader.next()) {
    const auto fields = reader.fields();
    if (reader.fault() || fields.size() != header.size()) {
      in.fail(
          "file",
          fmt::format("{}:{}: expected {} fields", path.string(), reader.line(), header.size()));
    }
    const auto [known, fresh] = codes.try_emplace(fields[from_field], fields[to_field]);
    if (!fresh && known->second != fields[to_field]) {
      in.fail("file",
              fmt::format("{}:{}: \"{}\" stands for two things",
                          path.string(),
                          reader.line(),
                          fields[from_field]));
    }
  }
}

void read_codes(toml_section& in, table_map& map) {
  if (auto codes = in.section("codes")) {
    for (const known_column& column : columns_of(map.what)) {
      if (codes->has(column.name)) {
        codes->read_text_map(column.name, map.codes[std::string{column.name}]);
      }
    }
    codes->finish();
  }
  if (auto lookups = in.section("lookups")) {
    for (const known_column& column : columns_of(map.what)) {
      if (auto lookup = lookups->section(column.name)) {
        read_lookup(*lookup, map.codes[std::string{column.name}]);
      }
    }
    lookups->finish();
  }
}

void check_columns(const toml_section& in, const table_map& map) {
  const auto stands = [&map](std::string_view ours) {
    return map.columns.contains(std::string{ours}) || map.constants.contains(std::string{ours});
  };
  for (const known_column& column : columns_of(map.what)) {
    if (column.needed && !stands(column.name)) {
      in.fail("columns", fmt::format("expected \"{}\", here or in constants", column.name));
    }
  }
  const auto half = [&](std::string_view one, std::string_view other) {
    return stands(one) != stands(other);
  };
  if (half("lat", "lon") || half("easting", "northing")) {
    in.fail("columns", "expected both halves of a place");
  }
  const int places = static_cast<int>(stands("lat")) + static_cast<int>(stands("easting")) +
                     static_cast<int>(stands("grid_reference"));
  if (places > 1 || (places == 0 && map.what == record_kind::pings)) {
    in.fail("columns",
            "expected a place as lat and lon, as easting and northing or as grid_reference");
  }
}

void read_order(toml_section& in, table_map& map) {
  in.read_text("rising", map.rising);
  in.read_text("rising_within", map.rising_within);
  constexpr std::array<std::string_view, 11> times{"observed_at",
                                                   "opened",
                                                   "updated_at",
                                                   "closed",
                                                   "cancelled",
                                                   "at",
                                                   "from",
                                                   "recorded_at",
                                                   "assigned",
                                                   "en_route",
                                                   "on_scene"};
  if (!map.rising.empty() && (!map.columns.contains(map.rising) ||
                              std::find(times.begin(), times.end(), map.rising) == times.end())) {
    in.fail("rising", "expected our name of a column of times that the table has");
  }
  if (!map.rising_within.empty() && !map.columns.contains(map.rising_within)) {
    in.fail("rising_within", "expected our name of a column that the table has");
  }
}

table_map read_table(const std::string& name, toml_section& in, const text_form& form) {
  table_map map{.name = name, .form = form};
  in.need("what", fmt::format("one of {}", fmt::join(words_of_kinds(), ", ")));
  std::size_t what = 0;
  in.read_choice("what", what, words_of_kinds());
  map.what = static_cast<record_kind>(what);
  in.read_text_or_texts("files", map.files);
  map.source = name;
  in.read_text("source", map.source);
  if (!is_name(map.source)) {
    in.fail("source", "expected a name of 1 to 64 characters out of A-Z a-z 0-9 _ . -");
  }
  read_form(in, map.form);
  read_columns(in, map);
  read_codes(in, map);
  read_order(in, map);
  in.finish();
  check_columns(in, map);
  try {
    const row_mapper usable{map};
  } catch (const std::runtime_error& error) {
    in.fail("coordinates", error.what());
  }
  return map;
}

}  // namespace

column_map read_column_map(const std::filesystem::path& file) {
  const toml::table table = parse_toml(file);
  toml_section root(table, "", file);
  text_form form;
  read_form(root, form);
  root.need("tables", "a table [tables.NAME] for each table that is read");
  column_map map;
  for (auto& [name, in] : root.section("tables")->named_sections()) {
    map.tables.push_back(read_table(name, in, form));
  }
  root.finish();
  return map;
}

}  // namespace beatwatch
