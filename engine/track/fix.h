#pragma once
#include <cmath>
#include <cstdint>

#include "engine/base/units.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

/// How a ping stands within its track.
enum class fix_standing : std::uint8_t {
  good,
  poor,  ///< hard error beyond `poor_fix_error`: the device is alive, its place counts for nothing
  jump,  ///< cannot be reached from the fixes before it
};

/// A ping as its track keeps it.
struct fix {
  instant observed_at;
  plane_point at;
  std::uint32_t error_mm = 0;  ///< hard limit of its distance from the truth, in the plane
  fix_standing standing = fix_standing::good;
  bool at_rest = false;  ///< the device says so, and its profile lets it count
  /// By its profile and why it reported: it was on, and would report before it goes further.
  bool would_tell = false;
  static constexpr std::uint16_t no_speed = 0xffff;
  std::uint16_t speed_cmps = no_speed;  ///< as the device reports it
  static constexpr std::uint16_t no_heading = 0xffff;
  std::uint16_t heading_cdeg = no_heading;  ///< likewise, clockwise from north
};

template <class Archive>
void fields(Archive& a, plane_point& p) {
  a(p.x_mm, p.y_mm);
}
template <class Archive>
void fields(Archive& a, fix& f) {
  a(f.observed_at,
    f.at,
    f.error_mm,
    f.standing,
    f.at_rest,
    f.would_tell,
    f.speed_cmps,
    f.heading_cdeg);
}

/// Straight-line distance in plane metres.
inline double distance_m(plane_point a, plane_point b) {
  const double dx = static_cast<double>(a.x_mm) - static_cast<double>(b.x_mm);
  const double dy = static_cast<double>(a.y_mm) - static_cast<double>(b.y_mm);
  return std::sqrt(dx * dx + dy * dy) * 1e-3;
}

/// Whether something no faster than `cap_mps` (plane metres) can have been within the error of
/// both.
inline bool reachable(const fix& a, const fix& b, double cap_mps) {
  const double dt_s = static_cast<double>((b.observed_at - a.observed_at).count()) * 1e-3;
  const double slack_m = (static_cast<double>(a.error_mm) + static_cast<double>(b.error_mm)) * 1e-3;
  return distance_m(a.at, b.at) <= cap_mps * (dt_s < 0 ? -dt_s : dt_s) + slack_m;
}

}  // namespace beatwatch
