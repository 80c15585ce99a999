#include "replay/zones_import.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "replay/report_lines.h"
#include "replay/zone_sets.h"

namespace beatwatch {
namespace {

nlohmann::ordered_json json_of(const std::vector<zone_finding>& findings) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const zone_finding& one : findings) {
    all.push_back({{"feature", one.feature},
                   {"pointer", one.pointer},
                   {"reason", one.reason},
                   {"left out", one.left_out}});
  }
  return all;
}

std::map<std::string, std::size_t> kinds_of(const zone_set& set) {
  std::map<std::string, std::size_t> kinds;
  for (const zone& each : set.zones) {
    ++kinds[each.kind.empty() ? "without a kind" : each.kind];
  }
  return kinds;
}

nlohmann::ordered_json report_of(const named_zones& made, const std::filesystem::path& file) {
  const zone_set& set = *made.set.zones;
  nlohmann::ordered_json out;
  out["file"] = file.string();
  out["hash"] = set.hash;
  out["zones"] = set.zones.size();
  out["gates"] = set.gates.size();
  out["kinds"] = kinds_of(set);
  out["with red windows"] = std::count_if(set.zones.begin(), set.zones.end(), [](const zone& each) {
    return !each.red_windows.empty();
  });
  if (!made.coordinates.empty()) {
    out["coordinates"] = made.coordinates;
  }
  out["findings"] = made.findings.size();
  out["left out"] = std::count_if(made.findings.begin(),
                                  made.findings.end(),
                                  [](const zone_finding& one) { return one.left_out; });
  return out;
}

}  // namespace

int zones_import(const zones_import_options& options) {
  const config settings = read_config(options.config);
  const std::string source =
      options.source.empty() ? settings.zones.file.path.string() : options.source;
  if (source.empty()) {
    throw std::runtime_error{"expected a file of zones: " + options.config.string() +
                             " names none either"};
  }
  if (!options.out.empty() && options.out.extension() != ".zones") {
    throw std::runtime_error{"--out: expected a file whose name ends in .zones"};
  }
  const named_zones made = find_named_zones(source, settings);
  const std::filesystem::path file =
      options.out.empty() ? stored_zones_path(settings.zones.store, made.set.zones->hash)
                          : options.out;
  write_zone_set(file, *made.set.zones, made.set.plane);
  nlohmann::ordered_json report = report_of(made, file);
  if (options.json) {
    report["findings"] = json_of(made.findings);
  } else {
    for (const zone_finding& one : made.findings) {
      std::cout << source << ": " << one.feature << ": " << one.pointer << ": " << one.reason
                << (one.left_out ? " (left out)" : "") << '\n';
    }
  }
  print_report(report, options.json);
  return 0;
}

}  // namespace beatwatch
