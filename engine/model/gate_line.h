#pragma once
#include <string>
#include <vector>

#include "engine/geo/polygon.h"

namespace beatwatch {

/// A line across which passers are logged; a waymarker.
struct gate_line {
  std::string name;                              ///< as a zone's; no zone of its set has it
  std::vector<std::vector<std::string>> levels;  ///< as a zone's
  plane_line line;  ///< in the direction in which it was drawn: its left and right are theirs
  friend bool operator==(const gate_line&, const gate_line&) = default;
};

}  // namespace beatwatch
