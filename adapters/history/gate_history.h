#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "adapters/history/history_file.h"
#include "engine/base/interval.h"

namespace beatwatch {

/// How many passes of a gate were about in one hour of UTC, in one direction; before and after
/// deletions alike.
struct gate_hour {
  instant from;
  std::string direction;  ///< "left to right" or "right to left" of the line as it was drawn
  std::int64_t proved = 0;
  std::int64_t likely = 0;
  std::int64_t possible = 0;
};

/// A pass of a gate as last revised.
struct kept_pass {
  std::string unit;
  std::string direction;
  std::string certainty;
  std::string state;
  instant about;
  interval possible;
};

/// Hours of the window, widened to whole ones, in which somebody passed, in order.
std::vector<gate_hour> gate_hours(sqlite_database& file, const std::string& gate, interval window);

/// Those that were about in the window, widened to whole hours, and were not deleted, by that
/// instant, then unit.
std::vector<kept_pass> kept_passes(sqlite_database& file, const std::string& gate, interval window);

}  // namespace beatwatch
