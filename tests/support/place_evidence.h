#pragma once
#include <string>
#include <utility>

#include "engine/figures/evidence.h"

namespace beatwatch {

constexpr instant at_min(std::int64_t minutes) {
  return ms_to_instant(1'780'272'000'000) + std::chrono::minutes{minutes};  // 2026-06-01T00:00:00Z
}

constexpr interval minutes_between(std::int64_t from, std::int64_t to) {
  return {at_min(from), at_min(to)};
}

/// A visit that is proved from end to end, with pings enough.
inline counted_visit sure_visit(std::int64_t from, std::int64_t to, std::string unit = "CAR-1") {
  const interval span = minutes_between(from, to);
  const std::int64_t ms = span.length().count();
  return {.zone = "BEAT-1",
          .unit = std::move(unit),
          .span = span,
          .inside = {ms, ms, ms, 0},
          .pings = 10,
          .credited_ms = ms};
}

}  // namespace beatwatch
