#include "replay/shift_config.h"

#include <array>
#include <charconv>

#include "adapters/sources/rfc3339.h"
#include "replay/degrade.h"
#include "replay/file_text.h"

namespace beatwatch {
namespace {

std::string quoted(const std::string& text) { return '"' + text + '"'; }

std::string line(const std::string& key, const std::string& value) {
  return key + " = " + value + '\n';
}

std::string list_of(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ", ") + quoted(word);
  }
  return '[' + text + ']';
}

std::string server_table(const shift_config& config) {
  const std::string free_port = quoted("tcp://127.0.0.1:*");
  return config.free_ports ? "[server]\n" + line("ingest", free_port) + line("feed", free_port) +
                                 line("query", free_port) + '\n'
                           : "";
}

std::string zones_table(const shift_config& config) {
  std::string text = "\n[zones]\n" + line("file", quoted(config.zones)) +
                     line("name_property", quoted(config.zone_name));
  if (!config.zone_kind.empty()) {
    text += line("kind_property", quoted(config.zone_kind));
  }
  if (!config.zone_red_windows.empty()) {
    text += line("red_windows_property", quoted(config.zone_red_windows));
  }
  std::string levels;
  for (const auto& hierarchy : config.zone_levels) {
    levels += (levels.empty() ? "" : ", ") + list_of(hierarchy);
  }
  return levels.empty() ? text : text + line("level_properties", '[' + levels + ']');
}

// The shortest decimal that is read back as the same number.
std::string real_text(double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), value).ptr;
  const std::string text{digits.begin(), end};
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string profile_keys(const std::string& refresh_s, const char* rest_evidence) {
  // A parked tracker reports each minute, and a ping or two may be lost on the way.
  return line("refresh_s", refresh_s) + line("gap_limit_s", "180") +
         line("fix_error_m", real_text(simulated_fix_error_m)) +
         line("rest_evidence", quoted(rest_evidence));
}

std::string source_keys(const std::string& kind) {
  return line("kind", quoted(kind)) + (kind == "native" ? "" : line("bind", quoted("127.0.0.1:0")));
}

// NMEA and TAIP have no field for the ignition.
bool tells_of_rest(const std::string& kind) {
  return kind == "native" || kind.starts_with("teltonika");
}

}  // namespace

std::string shift_config_toml(const shift_config& config) {
  return "# A simulated shift: nobody moved like this.\n" + server_table(config) +
         "[clock]\nkind = \"driven\"\n" + line("start", format_rfc3339(config.start)) +
         line("time_zone", quoted(config.time_zone)) +
         "\n[journal]\nfolder = \"journal\"\n"
         "\n[sources.trackers]\n" +
         source_keys(config.trackers) +
         profile_keys("5", tells_of_rest(config.trackers) ? "ignition" : "none") +
         "\n[sources.radios]\n" + source_keys(config.radios) + profile_keys("30", "none") +
         "\n[sources.clock]\nkind = \"native\"\n"
         "\n[sources.control]\nkind = \"native\"\n"
         "\n[sources.roster]\nkind = \"csv\"\nwhat = \"roster\"\npath = \"roster.csv\"\n"
         "\n[sources.plan]\nkind = \"csv\"\nwhat = \"plan\"\npath = \"plan.csv\"\n" +
         zones_table(config) + "\n[roads]\n" + line("file", quoted(config.roads)) +
         "\n[presence]\n" + line("origin_lat_deg", degrees_text(config.plane.at.lat_e7)) +
         line("origin_lon_deg", degrees_text(config.plane.at.lon_e7)) +
         line("plane_scale", real_text(config.plane.scale)) +
         line("accuracy_factor", real_text(simulated_accuracy_factor));
}

}  // namespace beatwatch
