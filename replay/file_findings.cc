#include "replay/file_findings.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>

#include "adapters/maps/gzip_text.h"
#include "adapters/maps/road_file.h"
#include "adapters/maps/zone_import.h"
#include "adapters/sources/csv_reader.h"
#include "adapters/sources/holiday_decode.h"
#include "adapters/sources/hours_decode.h"
#include "adapters/sources/incident_decode.h"
#include "adapters/sources/ping_csv_decode.h"
#include "adapters/sources/plan_decode.h"
#include "adapters/sources/roster_decode.h"
#include "adapters/sources/status_decode.h"
#include "replay/source_findings.h"

namespace beatwatch {
namespace {

namespace fs = std::filesystem;

using column_map = std::map<std::string, std::string>;

template <typename Decode>
void decode_rows(Decode decode, std::istream& in, const csv_input& input, file_findings& found) {
  const auto rows = decode(in, input);
  if (rows) {
    found.rows = rows->size();
  } else {
    found.mistakes.push_back(rows.error().text());
  }
}

file_findings look_at_rows(const fs::path& file, std::string what, const column_map& columns) {
  file_findings found{.file = file, .what = std::move(what)};
  std::ifstream in{file, std::ios::binary};
  const csv_input input{.file = file.string(), .columns = columns};
  if (!in) {
    found.mistakes.push_back(file.string() + ": cannot be read");
  } else if (found.what == "roster") {
    decode_rows(decode_roster, in, input, found);
  } else if (found.what == "status") {
    decode_rows(decode_status, in, input, found);
  } else if (found.what == "incidents") {
    decode_rows(decode_incidents, in, input, found);
  } else if (found.what == "plan") {
    decode_rows(decode_plan, in, input, found);
  } else if (found.what == "hours") {
    decode_rows(decode_hours, in, input, found);
  } else if (found.what == "public holidays") {
    decode_rows(decode_public_holidays, in, input, found);
  } else {
    decode_rows(decode_pings, in, input, found);
  }
  return found;
}

std::string what_of(csv_content content) {
  constexpr std::array<const char*, 5> words{"roster", "status", "incidents", "plan", "hours"};
  return words.at(static_cast<std::size_t>(content));
}

plane_origin plane_around(const zone_file& file) {
  plane_origin origin;
  if (const auto at = find_position(file)) {
    constexpr std::int32_t lat_e7_max = 800'000'000;
    origin.at = {.lat_e7 = std::clamp(at->lat_e7, -lat_e7_max, lat_e7_max), .lon_e7 = at->lon_e7};
  }
  return origin;
}

file_findings look_at_zones(const zone_file& file,
                            const zone_properties& properties,
                            const std::optional<plane_origin>& plane) {
  file_findings found{.file = file.path, .what = "zones"};
  try {
    const zone_import imported =
        import_zones(file, properties, local_plane{plane ? *plane : plane_around(file)});
    found.rows = imported.zones->zones.size();
    if (!imported.coordinates.empty()) {
      found.remarks.push_back(file.path.string() + ": coordinates " + imported.coordinates);
    }
    for (const zone_finding& finding : imported.findings) {
      found.remarks.push_back(file.path.string() + ": " + finding.feature + ": " + finding.pointer +
                              ": " + finding.reason + (finding.left_out ? " (left out)" : ""));
    }
  } catch (const map_file_error& error) {
    found.mistakes.emplace_back(error.what());
  }
  return found;
}

file_findings look_at_roads(const fs::path& file, const std::optional<plane_origin>& plane) {
  file_findings found{.file = file, .what = "roads"};
  try {
    const auto roads = map_roads(file);
    found.rows = roads->edges().size();
    if (plane && roads->origin() != *plane) {
      found.mistakes.push_back(file.string() +
                               ": was imported for another origin of the plane than the "
                               "configuration's");
    }
  } catch (const std::runtime_error& error) {
    found.mistakes.emplace_back(error.what());
  }
  return found;
}

}  // namespace

std::vector<file_findings> look_at_config(const fs::path& file) {
  config read;
  try {
    read = read_config(file);
  } catch (const config_error& error) {
    return {{.file = file, .what = "configuration", .mistakes = {error.what()}}};
  }
  std::vector<file_findings> all = look_at_sources(file, read);
  for (const source_config& source : read.sources) {
    if (const auto* csv = std::get_if<csv_source>(&source.kind)) {
      all.push_back(look_at_rows(csv->path, what_of(csv->what), csv->columns));
    }
  }
  if (!read.zones.file.path.empty()) {
    all.push_back(look_at_zones(read.zones.file, read.zones.properties, read.engine.plane));
  }
  if (!read.roads.file.empty()) {
    all.push_back(look_at_roads(read.roads.file, read.engine.plane));
  }
  return all;
}

file_findings look_at_table(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  csv_reader reader{in};
  const auto has = [&](std::string_view column) {
    return std::find(reader.fields().begin(), reader.fields().end(), column) !=
           reader.fields().end();
  };
  if (!in.is_open() || !reader.next()) {
    return {.file = file, .what = "", .mistakes = {file.string() + ": expected a header row"}};
  }
  if (has("observed_at")) {
    return look_at_rows(file, "pings", {});
  }
  if (has("rule")) {
    return look_at_rows(file, "plan", {});
  }
  if (has("version")) {
    return look_at_rows(file, "incidents", {});
  }
  if (has("status")) {
    return look_at_rows(file, "status", {});
  }
  if (has("device")) {
    return look_at_rows(file, "roster", {});
  }
  if (has("zone")) {
    return look_at_rows(file, "hours", {});
  }
  if (has("date")) {
    return look_at_rows(file, "public holidays", {});
  }
  return {
      .file = file,
      .what = "",
      .mistakes = {
          file.string() +
          ":1: expected the columns of pings, roster, status, incidents, plan, hours or holidays"}};
}

std::vector<file_findings> look_at_file(const fs::path& file, const std::string& zone_name) {
  const std::string name = file.filename().string();
  if (name.ends_with(".toml")) {
    return look_at_config(file);
  }
  if (name.ends_with(".csv")) {
    return {look_at_table(file)};
  }
  if (name.ends_with(".geojson") || name.ends_with(".geojson.gz") || name.ends_with(".gpkg")) {
    return {look_at_zones({.path = file}, {.name = zone_name}, std::nullopt)};
  }
  return {look_at_roads(file, std::nullopt)};
}

}  // namespace beatwatch
