#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "engine/event.h"
#include "tests/support/daemon_setup.h"

namespace beatwatch {

// Events of a day that begins at two o'clock, on a driven clock, around the zones of
// `daemon_setup`.

inline constexpr instant two_o_clock = ms_to_instant(1'795'183'200'000);  // 2026-11-20T14:00:00Z
inline const std::string driven = "kind = \"driven\"\nstart = 2026-11-20T14:00:00Z\n";

inline position at_m(int east_m, int north_m) {
  return {.lat_e7 = daemon_setup::lat_e7 + north_m * 90,
          .lon_e7 = daemon_setup::lon_e7 + east_m * 148};
}

inline event_body ping_at(const std::string& device, instant at, position where) {
  return ping{.device = device, .observed_at = at, .at = where};
}

inline event_body on_duty(const std::string& unit, const std::string& device) {
  return roster_changed{.entry = {.unit = unit,
                                  .device = device,
                                  .kind = unit_kind::car,
                                  .person_ref = {},
                                  .skills = {"driver"},
                                  .vehicle = "car",
                                  .home_zone = {},
                                  .duty = {two_o_clock - std::chrono::hours{24},
                                           two_o_clock + std::chrono::hours{24}}}};
}

inline event_body status_of(const std::string& unit, unit_status status, instant at) {
  return status_changed{.unit = unit, .status = status, .at = at, .incident = {}};
}

inline event_body clock_to(instant to) { return clock_advanced{.to = to}; }

/// A car that stands in zone east for `minutes`, seen every 10 s, with the clock driven along.
inline std::vector<std::vector<event_body>> stop_in_east(int minutes) {
  std::vector<std::vector<event_body>> steps;
  steps.push_back({on_duty("A1", "radio-1"), status_of("A1", unit_status::available, two_o_clock)});
  for (int s = 0; s <= minutes * 60; s += 10) {
    const instant now = two_o_clock + std::chrono::seconds{s};
    steps.push_back({clock_to(now), ping_at("radio-1", now, at_m(60, 10))});
  }
  return steps;
}

}  // namespace beatwatch
