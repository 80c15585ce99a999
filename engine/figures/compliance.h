#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/figures/evidence.h"
#include "engine/figures/proportion.h"

namespace beatwatch {

/// What a plan asks for in each of its windows; what is absent or 0 is not asked for.
struct plan_demand {
  std::uint32_t visits = 0;
  std::optional<duration> dose;     ///< credited time of visits
  std::optional<duration> max_gap;  ///< no longer without a visit, the edges of the window included
};

enum class delivery : std::uint8_t {
  met,
  missed,
  not_known,  ///< not shown to be met, but some of the window is unknown or not told
};
std::string_view to_string(delivery outcome);

/// What one window got. Only qualifying visits of the grades A and B count, in every window that
/// they touch.
struct window_delivery {
  interval window;
  std::uint32_t visits = 0;
  std::uint32_t inferred = 0;  ///< visits of grade C: shown, never counted
  std::int64_t dose_ms = 0;    ///< credited time, of each visit no more than it was in the window
  duration longest_gap{};
  delivery outcome{};
};

struct compliance_figures {
  std::uint32_t windows = 0;
  std::uint32_t met = 0;
  std::uint32_t not_known = 0;
  /// Behind `met` out of the windows that are known, at 95 %.
  confidence_interval share;
  std::uint64_t visits_asked = 0;
  std::uint64_t visits_delivered = 0;  ///< in no window more than it asked for
  std::int64_t dose_asked_ms = 0;
  std::int64_t dose_delivered_ms = 0;  ///< likewise
};

/// What each of `windows` got, in their order.
std::vector<window_delivery> deliveries_of(const place_evidence& evidence,
                                           std::span<const interval> windows,
                                           const plan_demand& demand);

compliance_figures compliance_of(std::span<const window_delivery> windows,
                                 const plan_demand& demand);

}  // namespace beatwatch
