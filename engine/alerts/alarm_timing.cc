#include "engine/alerts/alarm_timing.h"

#include <array>

namespace beatwatch {

using std::chrono::seconds;

alarm_timing timing_of(alarm_rule rule) {
  constexpr std::array<alarm_timing, alarm_rule_count> by_rule{{
      {.on_delay = seconds{0}, .off_delay = seconds{120}},   // emergency
      {.on_delay = seconds{60}, .off_delay = seconds{30}},   // unit_silent
      {.on_delay = seconds{30}, .off_delay = seconds{30}},   // source_stale
      {.on_delay = seconds{60}, .off_delay = seconds{120}},  // red_time
  }};
  return by_rule.at(static_cast<std::size_t>(rule));
}

}  // namespace beatwatch
