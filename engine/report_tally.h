#pragma once
#include <array>
#include <cstdint>

#include "engine/base/quantile_sketch.h"
#include "engine/base/units.h"
#include "engine/change.h"
#include "engine/event.h"

namespace beatwatch {

inline constexpr std::size_t ping_trigger_count = 7;

/// What came of one device, or of several.
struct report_tally {
  std::uint32_t messages = 0;
  std::uint32_t fixes = 0;                                   ///< pings that were used
  std::uint32_t without_fix = 0;                             ///< messages without a position
  std::array<std::uint32_t, ping_trigger_count> triggers{};  ///< of pings
  std::array<std::uint32_t, ping_reject_count> rejects{};    ///< of pings
  quantile_sketch delay;    ///< reception minus the device's claim; of all but repetitions
  quantile_sketch refresh;  ///< between fixes in observed time, of those that are not late

  void add(const report_tally& other);
};

/// The hour that runs and the one before: what is older says little of how a device does now, and
/// memory stays bounded.
struct recent_reports {
  instant hour{};  ///< beginning of the one that runs
  report_tally now;
  report_tally before;

  /// The tally of the hour of `at`, which does not decrease.
  report_tally& of_hour(instant at);
  /// Of both hours, and when they begin.
  [[nodiscard]] report_tally both(instant at) const;
};

template <class Archive>
void fields(Archive& a, report_tally& t) {
  a(t.messages, t.fixes, t.without_fix, t.delay, t.refresh);
  for (std::uint32_t& count : t.triggers) {
    a(count);
  }
  for (std::uint32_t& count : t.rejects) {
    a(count);
  }
}

template <class Archive>
void fields(Archive& a, recent_reports& r) {
  a(r.hour, r.now, r.before);
}

}  // namespace beatwatch
