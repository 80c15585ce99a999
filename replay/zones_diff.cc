#include "replay/zones_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <stdexcept>

#include "adapters/maps/difference_json.h"
#include "adapters/maps/gate_difference.h"
#include "adapters/maps/zone_difference.h"
#include "replay/query_client.h"
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

std::string text_of(const zone_change& one) {
  if (one.fate != zone_fate::changed) {
    return fmt::format("{}: {}, {:.0f} m2",
                       one.zone,
                       to_string(one.fate),
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

std::string text_of(const gate_change& one) {
  std::string text = fmt::format("gate {}: {}", one.gate, to_string(one.fate));
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
  const local_plane plane{settings.engine.plane};
  if (options.json) {
    std::cout << differences_to_json(*before.set.zones, *after.set.zones, plane) << '\n';
    return 0;
  }
  const auto changes = zone_differences(*before.set.zones, *after.set.zones, plane);
  const auto gates = gate_differences(*before.set.zones, *after.set.zones);
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
