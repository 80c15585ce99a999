#include "engine/visibility/gate_book.h"

#include <algorithm>
#include <utility>

#include "engine/visibility/gate_counts.h"
#include "engine/visibility/unit_gate_passes.h"
#include "engine/visibility/visit_change.h"

namespace beatwatch {
namespace {

// Everything within `ring_m` or an error of the straight way.
plane_box box_around(const leg& way, double ring_m) {
  plane_box box{way.from.at, way.from.at};
  box.include(way.to.at);
  const auto wider_mm =
      static_cast<std::int32_t>(std::max({ring_m * 1e3,
                                          static_cast<double>(way.from.error_mm),
                                          static_cast<double>(way.to.error_mm)})) +
      1;
  return {{box.low.x_mm - wider_mm, box.low.y_mm - wider_mm},
          {box.high.x_mm + wider_mm, box.high.y_mm + wider_mm}};
}

// Fowler, Noll and Vo's hash, variant 1a, over its vertices.
std::uint64_t key_of(const plane_line& line) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const plane_point vertex : line) {
    for (const std::int32_t value : {vertex.x_mm, vertex.y_mm}) {
      auto bits = static_cast<std::uint32_t>(value);
      for (int i = 0; i < 4; ++i, bits >>= 8U) {
        hash = (hash ^ (bits & 0xffU)) * 0x100000001b3U;
      }
    }
  }
  return hash;
}

bool overlap(const interval& a, const interval& b) { return !intersection(a, b).empty(); }

}  // namespace

gate_book::gate_book(const parameters& settings)
    : ring_m_(settings.hysteresis.value), longest_leg_(reporting_profile{}.gap_limit) {
  for (const reporting_profile& profile : settings.profiles) {
    longest_leg_ = std::max(longest_leg_, profile.gap_limit);
  }
}

void gate_book::note_gates(const leg& way, device_id device, unit_id unit, const zone_set& zones) {
  const interval times{way.from.observed_at, way.to.observed_at};
  const bool silent = !way.unknown.empty() || times.length() > longest_leg_;
  zones.gate_boxes.for_each_meeting(box_around(way, ring_m_), [&](std::uint32_t place) {
    const gate_line& gate = zones.gates[place];
    const gate_reading reading = read_gate(way, gate.line, ring_m_);
    const bool off_line = reading.off_from && reading.off_to;
    if (silent ? !off_line || reading.net == 0 : off_line && reading.net == 0) {
      return;
    }
    gate_notes& near = gates_[gate.name].near[device];
    const auto after =
        std::upper_bound(near.begin(), near.end(), times.from, [](instant t, const gate_note& n) {
          return t < n.way.from;
        });
    near.insert(after,
                {.unit = unit,
                 .line = key_of(gate.line),
                 .way = times,
                 .reading = reading,
                 .silent = silent,
                 .feasible = way.feasible});
    changed_[gate.name].push_back(unit);
  });
}

void gate_book::take_back(device_id device, interval rewritten) {
  for (auto& [name, gate] : gates_) {
    const auto found = gate.near.find(device);
    if (found == gate.near.end()) {
      continue;
    }
    std::erase_if(found->second, [&, &name = name](const gate_note& n) {
      const bool gone = rewritten.contains(n.way.from);
      if (gone) {
        changed_[name].push_back(n.unit);
      }
      return gone;
    });
    if (found->second.empty()) {
      gate.near.erase(found);
    }
  }
}

gate_passed gate_book::to_change(const told_pass& told,
                                 const std::string& gate,
                                 const std::string& unit) {
  return {.id = visit_id(gate, unit, told.anchor) ^ (told.across.left_to_right ? 1U : 0U),
          .gate = gate,
          .unit = unit,
          .revision = told.revision,
          .state = told.state,
          .left_to_right = told.across.left_to_right,
          .certainty = told.across.certainty,
          .possible = told.across.possible,
          .at = told.across.at};
}

// No other pass in that direction has this anchor, nor had one that was withdrawn: names are
// unique.
instant gate_book::free_anchor(const told_passes& told,
                               const told_passes& now,
                               const gate_pass& across) {
  instant anchor = across.at;
  const auto has_it = [&](const told_pass& one) {
    return one.anchor == anchor && one.across.left_to_right == across.left_to_right;
  };
  while (std::any_of(told.begin(), told.end(), has_it) ||
         std::any_of(now.begin(), now.end(), has_it)) {
    anchor += duration{1};
  }
  return anchor;
}

// What was told and is now told otherwise keeps its name as long as it overlaps in time.
void gate_book::tell_changes(gate_state& gate, unit_id unit, const telling& to) {
  told_passes& told = gate.told[unit];
  told_passes now;
  std::vector<bool> found(told.size(), false);
  for (const unit_gate_pass& one : passes_of(gate.near, unit)) {
    std::size_t i = 0;
    while (i < told.size() && (found[i] || told[i].state != visit_state::closed ||
                               told[i].across.left_to_right != one.across.left_to_right ||
                               !overlap(told[i].across.possible, one.across.possible))) {
      ++i;
    }
    told_pass pass =
        i < told.size() ? told[i] : told_pass{.anchor = free_anchor(told, now, one.across)};
    if (i < told.size()) {
      found[i] = true;
    }
    if (pass.revision == 0 || pass.across != one.across) {
      pass.across = one.across;
      ++pass.revision;
      to.changes.push_back({to.now, to_change(pass, to.gate, to.unit)});
    }
    now.push_back(pass);
  }
  for (std::size_t i = 0; i < told.size(); ++i) {
    if (found[i]) {
      continue;
    }
    if (told[i].state == visit_state::closed) {
      ++told[i].revision;
      told[i].state = visit_state::withdrawn;
      to.changes.push_back({to.now, to_change(told[i], to.gate, to.unit)});
    }
    now.push_back(told[i]);
  }
  told = std::move(now);
}

std::vector<unit_id> gate_book::in_order(std::vector<unit_id> ids, const unit_names& units) {
  std::sort(ids.begin(), ids.end(), [&units](unit_id a, unit_id b) {
    return units.name(a) < units.name(b);
  });
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

void gate_book::publish(instant now,
                        instant settled_to,
                        instant retained_from,
                        const unit_names& units,
                        std::vector<change>& changes) {
  for (auto& [name, ids] : changed_) {
    for (const unit_id unit : in_order(std::move(ids), units)) {
      tell_changes(gates_[name], unit, {now, name, units.name(unit), changes});
    }
  }
  changed_.clear();
  if (settled_to > settled_to_) {
    settled_to_ = settled_to;
    settle_all(now, settled_to, retained_from, units, changes);
  }
}

gate_answer gate_book::answer(const std::string& gate,
                              interval window,
                              const unit_names& units) const {
  std::vector<gate_passed> passes;
  if (const auto known = gates_.find(gate); known != gates_.end()) {
    for (const auto& [unit, told] : known->second.told) {
      for (const told_pass& one : told) {
        if (one.state != visit_state::withdrawn) {
          passes.push_back(to_change(one, gate, units.name(unit)));
        }
      }
    }
  }
  return count_passes(gate, window, std::move(passes));
}

}  // namespace beatwatch
