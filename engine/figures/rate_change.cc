#include "engine/figures/rate_change.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

namespace beatwatch {
namespace {

constexpr double unlike_refresh = 1.5;
constexpr double unlike_unknown = 0.05;
constexpr double unlike_devices = 1.25;

double larger_ratio(double a, double b) { return std::max(a / b, b / a); }

unlike_sides difference(const compared_side& before, const compared_side& now) {
  if (before.refresh_s && now.refresh_s && *before.refresh_s > 0 && *now.refresh_s > 0 &&
      larger_ratio(*before.refresh_s, *now.refresh_s) > unlike_refresh) {
    return unlike_sides::refresh;
  }
  if (std::max(before.unknown_share, now.unknown_share) -
          std::min(before.unknown_share, now.unknown_share) >
      unlike_unknown) {
    return unlike_sides::unknown;
  }
  if (before.device_hours > 0 && now.device_hours > 0 &&
      larger_ratio(before.device_hours / before.zone_hours, now.device_hours / now.zone_hours) >
          unlike_devices) {
    return unlike_sides::devices;
  }
  return unlike_sides::none;
}

confidence_interval ratio_limits(double before,
                                 double now,
                                 const compared_side& before_side,
                                 const compared_side& now_side,
                                 double dispersion) {
  const confidence_interval share = wilson_interval(now / dispersion, (before + now) / dispersion);
  const double exposure = before_side.zone_hours / now_side.zone_hours;
  const auto ratio = [exposure](double p) {
    return p >= 1 ? std::numeric_limits<double>::infinity() : p / (1 - p) * exposure;
  };
  return {ratio(share.low), ratio(share.high)};
}

}  // namespace

std::string_view to_string(change_verdict verdict) {
  constexpr std::array<std::string_view, 3> words{"more", "less", "cannot tell"};
  return words[static_cast<std::size_t>(verdict)];
}

std::string_view to_string(unlike_sides reason) {
  constexpr std::array<std::string_view, 4> words{"", "refresh", "unknown time", "devices on line"};
  return words[static_cast<std::size_t>(reason)];
}

rate_change compare_rates(const compared_side& before, const compared_side& now) {
  rate_change result{.dispersion = std::max({1.0, before.dispersion, now.dispersion}),
                     .unlike = difference(before, now)};
  if (before.visits.about > 0) {
    result.ratio = now.visits.about / now.zone_hours / (before.visits.about / before.zone_hours);
  }
  result.limits =
      ratio_limits(before.visits.about, now.visits.about, before, now, result.dispersion);
  if (result.unlike != unlike_sides::none) {
    result.limits.low = std::min(
        result.limits.low,
        ratio_limits(before.visits.at_most, now.visits.at_least, before, now, result.dispersion)
            .low);
    result.limits.high = std::max(
        result.limits.high,
        ratio_limits(before.visits.at_least, now.visits.at_most, before, now, result.dispersion)
            .high);
  }
  result.verdict = result.limits.low > 1    ? change_verdict::more
                   : result.limits.high < 1 ? change_verdict::less
                                            : change_verdict::cannot_tell;
  return result;
}

double dispersion_of(const std::vector<std::uint32_t>& counts) {
  double sum = 0;
  for (const std::uint32_t count : counts) {
    sum += count;
  }
  if (counts.size() < 2 || sum == 0) {
    return 1;
  }
  const double mean = sum / static_cast<double>(counts.size());
  double squares = 0;
  for (const std::uint32_t count : counts) {
    squares += (count - mean) * (count - mean) / mean;
  }
  return std::max(1.0, squares / static_cast<double>(counts.size() - 1));
}

}  // namespace beatwatch
