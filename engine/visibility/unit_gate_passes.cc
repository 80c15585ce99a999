#include "engine/visibility/unit_gate_passes.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace beatwatch {
namespace {

bool stands_alone(const gate_pass& p) { return p.certainty == pass_certainty::possible; }

bool surer(const gate_pass& a, const gate_pass& b) {
  if (a.certainty != b.certainty) {
    return a.certainty > b.certainty;
  }
  return std::tuple{a.possible.length(), a.at, a.possible.from} <
         std::tuple{b.possible.length(), b.at, b.possible.from};
}

// By direction, those that stand alone apart, then time.
auto order(const gate_pass& p) {
  return std::tuple{
      p.left_to_right, stands_alone(p), p.possible.from, p.possible.to, p.at, p.certainty};
}

bool are_told_together(const gate_pass& a, const gate_pass& b) {
  return a.left_to_right == b.left_to_right && !stands_alone(a) && !stands_alone(b);
}

void add(const unit_gate_pass& one, unit_gate_pass& whole) {
  whole.ends = std::max(whole.ends, one.ends);
  whole.members.push_back(one.members.front());
  if (surer(one.across, whole.across)) {
    whole.across = one.across;
  }
}

}  // namespace

std::vector<unit_gate_pass> passes_of(const std::map<device_id, gate_notes>& of_devices,
                                      unit_id unit) {
  std::vector<unit_gate_pass> all;
  for (const auto& [device, near] : of_devices) {
    for (const gate_approach& part : approaches_of(near)) {
      if (part.passed && near[part.first].unit == unit) {
        all.push_back({part.across, near[part.last - 1].way.to, {{device, part}}});
      }
    }
  }
  std::sort(all.begin(), all.end(), [](const unit_gate_pass& a, const unit_gate_pass& b) {
    return order(a.across) < order(b.across);
  });
  std::vector<unit_gate_pass> united;
  instant until{};
  for (unit_gate_pass& one : all) {
    const bool same = !united.empty() && are_told_together(united.back().across, one.across) &&
                      one.across.possible.from < until;
    until = same ? std::max(until, one.across.possible.to) : one.across.possible.to;
    if (same) {
      add(one, united.back());
    } else {
      united.push_back(std::move(one));
    }
  }
  return united;
}

}  // namespace beatwatch
