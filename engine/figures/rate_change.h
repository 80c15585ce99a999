#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/figures/estimates.h"
#include "engine/figures/proportion.h"

namespace beatwatch {

/// One side of a comparison: a number of visits, what it was exposed to, how well it was seen.
struct compared_side {
  estimate visits;                  ///< at least and at most as far as known
  double zone_hours = 0;            ///< zones times hours told; > 0
  double device_hours = 0;          ///< of devices heard meanwhile; 0: not known
  std::optional<double> refresh_s;  ///< median
  double unknown_share = 0;         ///< of the presence that is possible
  double dispersion = 1;            ///< of visits over zone-days (Pearson); less than 1 counts as 1
};

enum class change_verdict : std::uint8_t { more, less, cannot_tell };
/// "more", "less", "cannot tell".
std::string_view to_string(change_verdict verdict);

/// What stands in the way of comparing the numbers as they are.
enum class unlike_sides : std::uint8_t {
  none,
  refresh,  ///< the devices reported more than half as often again on one side
  unknown,  ///< the unknown share differs by more than 0.05
  devices,  ///< a quarter more devices per zone were on line on one side
};
/// "", "refresh", "unknown time", "devices on line".
std::string_view to_string(unlike_sides reason);

/// The rate of visits per zone-hour, now over before. Never a bare percentage.
struct rate_change {
  std::optional<double> ratio;  ///< absent: nothing before
  confidence_interval limits;   ///< of the ratio; `high` is infinite when nothing was before
  double dispersion = 1;        ///< by which the interval was widened
  unlike_sides unlike = unlike_sides::none;
  change_verdict verdict = change_verdict::cannot_tell;  ///< by the limits alone
};

/// The interval at 95 % of a ratio of two rates, given their sum: the one before is a binomial
/// share of it, whose Wilson interval, with the numbers divided by the dispersion, turns into one
/// of the ratio. When the sides were not seen alike the limits take the least of one side against
/// the most of the other as well.
rate_change compare_rates(const compared_side& before, const compared_side& now);

/// Pearson's dispersion of `counts` around their mean: 1 when they scatter like independent events.
/// At least 1; 1 for fewer than two counts, or without events.
double dispersion_of(const std::vector<std::uint32_t>& counts);

}  // namespace beatwatch
