#include "adapters/maps/gate_difference.h"

#include <algorithm>

namespace beatwatch {

std::vector<gate_change> gate_differences(const zone_set& before, const zone_set& after) {
  std::vector<gate_change> changes;
  for (const gate_line& one : after.gates) {
    const auto place = before.find_gate(one.name);
    if (!place) {
      changes.push_back({.gate = one.name, .fate = zone_fate::added, .altered = {}});
    } else if (const gate_line& old = before.gates[*place]; old != one) {
      gate_change change{.gate = one.name,
                         .fate = zone_fate::changed,
                         .redrawn = old.line != one.line,
                         .altered = {}};
      if (old.levels != one.levels) {
        change.altered.push_back({"levels", levels_text(old.levels), levels_text(one.levels)});
      }
      changes.push_back(std::move(change));
    }
  }
  for (const gate_line& old : before.gates) {
    if (!after.find_gate(old.name)) {
      changes.push_back({.gate = old.name, .fate = zone_fate::removed, .altered = {}});
    }
  }
  std::sort(changes.begin(), changes.end(), [](const gate_change& a, const gate_change& b) {
    return a.gate < b.gate;
  });
  return changes;
}

}  // namespace beatwatch
