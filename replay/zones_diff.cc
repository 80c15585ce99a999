#include "replay/zones_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "replay/gate_difference.h"
#include "replay/query_client.h"
#include "replay/zone_difference.h"
#include "replay/zone_sets.h"

namespace beatwatch {
namespace {

std::string hash_in_force(const zones_diff_options& options) {
  query_client client{options.server, options.access};
  std::string hash = client.status().run().zone_set_hash();
  if (hash.empty()) {
    throw std::runtime_error{options.server + ": no zones are in force"};
  }
  return hash;
}

const char* word_of(zone_fate fate) {
  return fate == zone_fate::added ? "added" : fate == zone_fate::removed ? "removed" : "changed";
}

// Of the area before.
double share_moved(const zone_change& one) {
  return one.area_before_m2 > 0.0 ? one.moved_m2 / one.area_before_m2 : 0.0;
}

nlohmann::ordered_json json_of(const zone_change& one) {
  nlohmann::ordered_json out{{"zone", one.zone},
                             {"fate", word_of(one.fate)},
                             {"area_before_m2", one.area_before_m2},
                             {"area_after_m2", one.area_after_m2},
                             {"moved_m2", one.moved_m2},
                             {"moved_share", share_moved(one)}};
  for (const altered_text& text : one.altered) {
    out["altered"][text.what] = {{"before", text.before}, {"after", text.after}};
  }
  return out;
}

std::string text_of(const zone_change& one) {
  if (one.fate != zone_fate::changed) {
    return fmt::format("{}: {}, {:.0f} m2",
                       one.zone,
                       word_of(one.fate),
                       std::max(one.area_before_m2, one.area_after_m2));
  }
  std::string text = one.zone + ": ";
  for (const altered_text& part : one.altered) {
    text += fmt::format("{} \"{}\" -> \"{}\"; ", part.what, part.before, part.after);
  }
  text += one.moved_m2 > 0.0 ? fmt::format("{:.0f} -> {:.0f} m2, {:.0f} m2 in one only ({:.1f} %)",
                                           one.area_before_m2,
                                           one.area_after_m2,
                                           one.moved_m2,
                                           100.0 * share_moved(one))
                             : "same shape";
  return text;
}

nlohmann::ordered_json json_of(const gate_change& one) {
  nlohmann::ordered_json out{
      {"gate", one.gate}, {"fate", word_of(one.fate)}, {"redrawn", one.redrawn}};
  for (const altered_text& text : one.altered) {
    out["altered"][text.what] = {{"before", text.before}, {"after", text.after}};
  }
  return out;
}

std::string text_of(const gate_change& one) {
  std::string text = "gate " + one.gate + ": " + word_of(one.fate);
  for (const altered_text& part : one.altered) {
    text += fmt::format(", {} \"{}\" -> \"{}\"", part.what, part.before, part.after);
  }
  return text + (one.redrawn ? ", another line" : "");
}

}  // namespace

int zones_diff(const zones_diff_options& options) {
  const config settings = read_config(options.config);
  const named_zones after = find_named_zones(options.after, settings);
  const named_zones before =
      find_named_zones(options.before.empty() ? hash_in_force(options) : options.before, settings);
  const auto changes =
      zone_differences(*before.set.zones, *after.set.zones, local_plane{settings.engine.plane});
  const auto gates = gate_differences(*before.set.zones, *after.set.zones);
  if (options.json) {
    nlohmann::ordered_json out{{"before", before.set.zones->hash},
                               {"after", after.set.zones->hash},
                               {"zones_before", before.set.zones->zones.size()},
                               {"zones_after", after.set.zones->zones.size()},
                               {"changes", nlohmann::ordered_json::array()}};
    for (const zone_change& one : changes) {
      out["changes"].push_back(json_of(one));
    }
    out["gate_changes"] = nlohmann::ordered_json::array();
    for (const gate_change& one : gates) {
      out["gate_changes"].push_back(json_of(one));
    }
    std::cout << out.dump() << '\n';
    return 0;
  }
  for (const zone_change& one : changes) {
    std::cout << text_of(one) << '\n';
  }
  for (const gate_change& one : gates) {
    std::cout << text_of(one) << '\n';
  }
  std::cout << before.set.zones->zones.size() << " zones before, " << after.set.zones->zones.size()
            << " after, " << changes.size() << " differ\n";
  return 0;
}

}  // namespace beatwatch
