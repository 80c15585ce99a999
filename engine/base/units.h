#pragma once
#include <chrono>
#include <compare>
#include <cstdint>

namespace beatwatch {

/// A `Rep` that mixes only with values of the same `Tag`. Wrapping and unwrapping are explicit.
template <typename Rep, typename Tag>
struct strong {
  Rep value{};
  friend constexpr auto operator<=>(const strong&, const strong&) = default;
};

using duration = std::chrono::milliseconds;
using instant = std::chrono::sys_time<duration>;  ///< UTC

using metres = strong<double, struct metres_tag>;

// Dense indexes, given in order of first appearance. They live in memory only: never in what leaves
// the engine, never as a tie-break.
using device_id =
    strong<std::uint32_t, struct device_id_tag>;  ///< a radio or tracker, within its source
using unit_id = strong<std::uint32_t, struct unit_id_tag>;
using zone_id = strong<std::uint32_t, struct zone_id_tag>;
using incident_id = strong<std::uint32_t, struct incident_id_tag>;

/// Milliseconds since 1970-01-01T00:00:00Z.
constexpr std::int64_t instant_to_ms(instant t) { return t.time_since_epoch().count(); }
constexpr instant ms_to_instant(std::int64_t ms) { return instant{duration{ms}}; }

}  // namespace beatwatch
