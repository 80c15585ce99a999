// What nobody can change any more: passes are told as settled, and notes of them are forgotten.
#include <algorithm>
#include <tuple>

#include "engine/base/archive.h"
#include "engine/visibility/gate_book.h"
#include "engine/visibility/unit_gate_passes.h"

namespace beatwatch {

std::vector<unit_id> gate_book::told_units(const gate_state& gate) {
  std::vector<unit_id> ids;
  for (const auto& [unit, told] : gate.told) {
    ids.push_back(unit);
  }
  return ids;
}

// A device that is still at the gate may belong to a pass that ended while it was there.
void gate_book::settle(gate_state& gate, instant settled_to, unit_id unit, const telling& to) {
  instant held_from = instant::max();
  for (const auto& [device, near] : gate.near) {
    for (const gate_approach& part : approaches_of(near)) {
      if (part.goes_on && near[part.first].unit == unit && near.back().way.to > settled_to) {
        held_from = std::min(held_from, near[part.first].way.from);
      }
    }
  }
  for (const unit_gate_pass& one : passes_of(gate.near, unit)) {
    if (one.ends > settled_to || one.ends > held_from) {
      continue;
    }
    for (told_pass& told : gate.told[unit]) {
      if (told.state == visit_state::closed && told.across == one.across) {
        ++told.revision;
        told.state = visit_state::settled;
        to.changes.push_back({to.now, to_change(told, to.gate, to.unit)});
        break;
      }
    }
    for (const unit_gate_pass::member& each : one.members) {
      gate_notes& near = gate.near[each.device];
      for (std::size_t n = each.part.first; n < each.part.last; ++n) {
        near[n].spent = true;
      }
    }
  }
}

void gate_book::settle_all(instant now,
                           instant settled_to,
                           instant retained_from,
                           const unit_names& units,
                           std::vector<change>& changes) {
  for (auto& [name, gate] : gates_) {
    for (const unit_id unit : in_order(told_units(gate), units)) {
      settle(gate, settled_to, unit, {now, name, units.name(unit), changes});
      std::erase_if(gate.told[unit], [&](const told_pass& one) {
        return one.state != visit_state::closed &&
               one.across.possible.to <=
                   (one.state == visit_state::settled ? retained_from : settled_to);
      });
    }
    for (auto& [device, near] : gate.near) {
      forget_settled(near, settled_to);
    }
    std::erase_if(gate.near, [](const auto& of_device) { return of_device.second.empty(); });
    std::erase_if(gate.told, [](const auto& of_unit) { return of_unit.second.empty(); });
  }
  std::erase_if(gates_, [](const auto& named) {
    return named.second.near.empty() && named.second.told.empty();
  });
}

bool gate_book::unsettled() const {
  return std::any_of(
      gates_.begin(), gates_.end(), [](const auto& named) { return !named.second.near.empty(); });
}

void gate_book::write_settled(const unit_names& units, std::vector<std::byte>& bytes) const {
  byte_writer write{bytes};
  for (const auto& [name, gate] : gates_) {
    for (const unit_id unit : in_order(told_units(gate), units)) {
      std::vector<gate_pass> across;
      for (const told_pass& one : gate.told.at(unit)) {
        if (one.state != visit_state::withdrawn) {
          across.push_back(one.across);
        }
      }
      std::sort(across.begin(), across.end(), [](const gate_pass& a, const gate_pass& b) {
        return std::tie(a.at, a.left_to_right, a.possible, a.certainty) <
               std::tie(b.at, b.left_to_right, b.possible, b.certainty);
      });
      if (!across.empty()) {
        write(name, units.name(unit), across);
      }
    }
  }
}

}  // namespace beatwatch
