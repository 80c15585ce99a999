#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/interval.h"
#include "engine/base/units.h"
#include "engine/change.h"
#include "engine/visibility/gate_crossing.h"

namespace beatwatch {

/// A pass of a gate, of a device or of a unit; see `gate_passed`.
struct gate_pass {
  bool left_to_right = false;
  pass_certainty certainty{};
  interval possible;
  instant at;
  friend bool operator==(const gate_pass&, const gate_pass&) = default;
  template <class Archive>
  friend void fields(Archive& a, gate_pass& p) {
    a(p.left_to_right, p.certainty, p.possible.from, p.possible.to, p.at);
  }
};

/// A leg that crosses a gate or comes near it.
struct gate_note {
  unit_id unit;
  std::uint64_t line = 0;  ///< tells a gate that was drawn anew
  interval way;
  gate_reading reading;
  bool silent = false;
  bool feasible = true;
  bool spent = false;  ///< it told of a pass that is settled; not kept
  template <class Archive>
  friend void fields(Archive& a, gate_note& n) {
    gate_reading& r = n.reading;
    a(n.unit, n.line, n.way.from, n.way.to, n.silent, n.feasible, r.net, r.off_from, r.off_to);
    a(r.sure, r.at, r.possible.from, r.possible.to);
  }
};

/// Those of one device at one gate, by time.
using gate_notes = std::vector<gate_note>;

/// Successive notes [first, last), from a fix that is off the line to the next that is.
struct gate_approach {
  std::size_t first = 0;
  std::size_t last = 0;
  bool passed = false;
  bool goes_on = false;  ///< its last fix is not off the line, and nothing came after it
  gate_pass across;      ///< if it has passed
};

/// All notes, in order.
///
/// A device has passed when its straight ways cross the line more often in one direction than in
/// the other, so that jitter of a device that stands on the line passes it once or not at all. The
/// pass is proved when every leg is sure of its crossings; a silence, or a leg that contradicts the
/// cap, leaves it possible.
std::vector<gate_approach> approaches_of(const gate_notes& near);

/// Keeps of notes that cannot change any more what later ones need: approaches that go on, as one
/// note, and passes that are not spent.
void forget_settled(gate_notes& near, instant settled_to);

}  // namespace beatwatch
