#include "engine/figures/arrival.h"

#include <algorithm>
#include <cmath>

namespace beatwatch {
namespace {

duration ms_of(double seconds) { return duration{static_cast<duration::rep>(seconds * 1e3)}; }

/// Which part of the straight way from a to b lies before it first comes within `radius_m` of the
/// place; empty when it never does.
std::optional<double> share_before(const fix& a, const fix& b, plane_point place, double radius_m) {
  if (distance_m(a.at, place) <= radius_m) {
    return 0.0;
  }
  const double ax = (static_cast<double>(a.at.x_mm) - static_cast<double>(place.x_mm)) * 1e-3;
  const double ay = (static_cast<double>(a.at.y_mm) - static_cast<double>(place.y_mm)) * 1e-3;
  const double wx = (static_cast<double>(b.at.x_mm) - static_cast<double>(a.at.x_mm)) * 1e-3;
  const double wy = (static_cast<double>(b.at.y_mm) - static_cast<double>(a.at.y_mm)) * 1e-3;
  const double length2 = wx * wx + wy * wy;
  const double towards = -(ax * wx + ay * wy);
  const double root = towards * towards - length2 * (ax * ax + ay * ay - radius_m * radius_m);
  if (length2 == 0 || towards <= 0 || root < 0) {
    return std::nullopt;
  }
  const double share = (towards - std::sqrt(root)) / length2;
  return share <= 1 ? std::optional{share} : std::nullopt;
}

std::optional<instant> earlier(std::optional<instant> a, std::optional<instant> b) {
  return a && b ? std::min(a, b) : a ? a : b;
}

}  // namespace

// How far outside it was at least.
double arrival_watch::beyond_m(const fix& seen) const {
  return std::max(0.0,
                  distance_m(seen.at, rule_.place) - rule_.radius_m - rule_.place_error_m -
                      seen.error_mm * 1e-3);
}

void arrival_watch::take(const fix& seen) {
  if (last_ && seen.observed_at >= rule_.from) {
    look_at_leg(*last_, seen);
  }
  if (seen.observed_at >= rule_.from) {
    look_at_fix(seen);
  }
  last_ = seen;
}

void arrival_watch::look_at_leg(const fix& a, const fix& b) {
  if (!first_.no_earlier_than) {
    const instant reached = a.observed_at + ms_of(beyond_m(a) / rule_.cap_mps);
    const instant left = b.observed_at - ms_of(beyond_m(b) / rule_.cap_mps);
    const instant at = std::max(reached, rule_.from);
    if (at <= left) {
      first_.no_earlier_than = at;
    }
  }
  if (!first_.about) {
    if (const auto share = share_before(a, b, rule_.place, rule_.radius_m)) {
      const double leg_s = static_cast<double>((b.observed_at - a.observed_at).count()) * 1e-3;
      first_.about = std::max(rule_.from, a.observed_at + ms_of(leg_s * *share));
    }
  }
}

void arrival_watch::look_at_fix(const fix& seen) {
  const double away_m = distance_m(seen.at, rule_.place);
  if (!first_.no_earlier_than && beyond_m(seen) == 0) {
    first_.no_earlier_than = seen.observed_at;
  }
  if (!first_.about && away_m <= rule_.radius_m) {
    first_.about = seen.observed_at;
  }
  if (!first_.no_later_than &&
      away_m + seen.error_mm * 1e-3 + rule_.place_error_m <= rule_.radius_m) {
    first_.no_later_than = seen.observed_at;
  }
}

arrival arrival_watch::first() const {
  arrival told = first_;
  if (told.about && told.no_earlier_than) {
    told.about = std::max(told.about, told.no_earlier_than);
  }
  if (told.about && told.no_later_than) {
    told.about = std::min(told.about, told.no_later_than);
  }
  return told;
}

arrival first_of(const arrival& a, const arrival& b) {
  return {.no_earlier_than = earlier(a.no_earlier_than, b.no_earlier_than),
          .about = earlier(a.about, b.about),
          .no_later_than = earlier(a.no_later_than, b.no_later_than)};
}

}  // namespace beatwatch
