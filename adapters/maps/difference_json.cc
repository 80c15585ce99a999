#include "adapters/maps/difference_json.h"

#include <nlohmann/json.hpp>

#include "adapters/maps/gate_difference.h"
#include "adapters/maps/zone_difference.h"

namespace beatwatch {
namespace {

nlohmann::ordered_json json_of(const zone_change& one) {
  nlohmann::ordered_json out{{"zone", one.zone},
                             {"fate", to_string(one.fate)},
                             {"area_before_m2", one.area_before_m2},
                             {"area_after_m2", one.area_after_m2},
                             {"moved_m2", one.moved_m2},
                             {"moved_share", share_moved(one)}};
  for (const altered_text& text : one.altered) {
    out["altered"][text.what] = {{"before", text.before}, {"after", text.after}};
  }
  return out;
}

nlohmann::ordered_json json_of(const gate_change& one) {
  nlohmann::ordered_json out{
      {"gate", one.gate}, {"fate", to_string(one.fate)}, {"redrawn", one.redrawn}};
  for (const altered_text& text : one.altered) {
    out["altered"][text.what] = {{"before", text.before}, {"after", text.after}};
  }
  return out;
}

}  // namespace

std::string differences_to_json(const zone_set& before,
                                const zone_set& after,
                                const local_plane& plane) {
  const auto changes = zone_differences(before, after, plane);
  const auto gates = gate_differences(before, after);
  nlohmann::ordered_json out{{"before", before.hash},
                             {"after", after.hash},
                             {"zones_before", before.zones.size()},
                             {"zones_after", after.zones.size()},
                             {"changes", nlohmann::ordered_json::array()}};
  for (const zone_change& one : changes) {
    out["changes"].push_back(json_of(one));
  }
  out["gate_changes"] = nlohmann::ordered_json::array();
  for (const gate_change& one : gates) {
    out["gate_changes"].push_back(json_of(one));
  }
  return out.dump();
}

}  // namespace beatwatch
