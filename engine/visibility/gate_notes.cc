#include "engine/visibility/gate_notes.h"

#include <utility>

namespace beatwatch {

std::vector<gate_approach> approaches_of(const gate_notes& near) {
  std::vector<gate_approach> found;
  for (std::size_t i = 0; i < near.size();) {
    gate_approach one{.first = i, .last = i + 1};
    std::int32_t net = near[i].reading.net;
    bool sure = near[i].reading.sure;
    bool possible_only = near[i].silent || !near[i].feasible;
    while (one.last < near.size() && !near[one.last - 1].reading.off_to &&
           near[one.last].way.from == near[one.last - 1].way.to &&
           near[one.last].unit == near[i].unit && near[one.last].line == near[i].line) {
      const gate_note& next = near[one.last++];
      net += next.reading.net;
      sure = sure && next.reading.sure;
      possible_only = possible_only || !next.feasible;
    }
    const gate_note& first = near[i];
    const gate_note& last = near[one.last - 1];
    one.goes_on = !last.reading.off_to && one.last == near.size();
    one.passed = first.reading.off_from && last.reading.off_to && net != 0;
    if (one.passed) {
      one.across = {.left_to_right = net > 0,
                    .certainty = possible_only ? pass_certainty::possible
                                 : sure        ? pass_certainty::proved
                                               : pass_certainty::likely,
                    .possible = {first.reading.possible.from, last.reading.possible.to},
                    .at = {}};
      for (std::size_t n = one.first; n < one.last; ++n) {
        const gate_reading& reading = near[n].reading;
        if (reading.net != 0 && (reading.net > 0) == (net > 0)) {
          one.across.at = reading.at;
        }
      }
    }
    found.push_back(one);
    i = one.last;
  }
  return found;
}

void forget_settled(gate_notes& near, instant settled_to) {
  gate_notes kept;
  for (const gate_approach& one : approaches_of(near)) {
    const bool ended = near[one.last - 1].way.to <= settled_to;
    if (near[one.first].spent || (ended && !one.passed)) {
      continue;
    }
    const std::size_t start = kept.size();
    for (std::size_t i = one.first; i < one.last; ++i) {
      const gate_note& next = near[i];
      // Of a long stay at the gate the sum is enough.
      if (!one.passed && kept.size() > start && next.way.to <= settled_to) {
        gate_note& sum = kept.back();
        gate_reading& reading = sum.reading;
        reading.at = next.reading.net != 0 ? next.reading.at : reading.at;
        reading.net += next.reading.net;
        reading.sure = reading.sure && next.reading.sure;
        reading.off_to = next.reading.off_to;
        reading.possible.to = next.reading.possible.to;
        sum.way.to = next.way.to;
        sum.feasible = sum.feasible && next.feasible;
      } else {
        kept.push_back(next);
      }
    }
  }
  near = std::move(kept);
}

}  // namespace beatwatch
