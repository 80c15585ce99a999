#pragma once
#include <chrono>

#include "engine/model/zone_clock.h"

namespace beatwatch {

/// Europe/London in 2026: clocks go forward on 29 March and back on 25 October, both at 01:00 UTC.
inline zone_clock london_2026() {
  using namespace std::chrono_literals;
  using std::chrono::sys_days;
  return {.changes = {{.from = sys_days{2025y / 10 / 26} + 1h, .offset_s = 0},
                      {.from = sys_days{2026y / 3 / 29} + 1h, .offset_s = 3600},
                      {.from = sys_days{2026y / 10 / 25} + 1h, .offset_s = 0}}};
}

}  // namespace beatwatch
