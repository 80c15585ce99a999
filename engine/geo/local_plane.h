#pragma once
#include <optional>

#include "engine/geo/plane_point.h"
#include "engine/geo/position.h"

namespace beatwatch {

/// Where the plane touches the Earth, from the configuration.
struct plane_origin {
  position at;         ///< origin of x and y; its meridian is the central one; latitude within +-84
  double scale = 1.0;  ///< scale factor on the central meridian, e.g. 0.9996
  friend constexpr bool operator==(const plane_origin&, const plane_origin&) = default;
};

/// One transverse Mercator per deployment, on the WGS 84 ellipsoid, by Redfearn's series to the
/// eighth power of the longitude difference: within 1 mm of PROJ up to 6 degrees off the meridian.
/// Only + - x / and sqrt, so that every build gives the same millimetre.
/// Source: Redfearn, "Transverse Mercator formulae", Empire Survey Review 69, 1948; as printed in
/// the Geocentric Datum of Australia Technical Manual, chapter 5.
class local_plane {
 public:
  explicit local_plane(plane_origin origin);

  /// The nearest whole millimetre; empty beyond 6 degrees off the central meridian, 84 degrees of
  /// latitude or the limit of the plane (1 073 km).
  [[nodiscard]] std::optional<plane_point> project(position at) const;

  /// The inverse, to 1e-7 degree.
  [[nodiscard]] position unproject(plane_point at) const;

  /// Plane metres per true metre at `at`, to 1e-6: what a cap on speed is multiplied with.
  [[nodiscard]] double scale_at(plane_point at) const;

  [[nodiscard]] const plane_origin& origin() const { return origin_; }

 private:
  plane_origin origin_;
  double origin_arc_m_;  ///< meridian arc from the equator to the origin, scaled
};

}  // namespace beatwatch
