#include "engine/geo/local_plane.h"

#include <cmath>

#include "engine/base/check.h"
#include "engine/geo/trigonometry.h"

namespace beatwatch {
namespace {

// WGS 84 (NGA.STND.0036, 2014).
constexpr double semi_major_m = 6'378'137.0;
constexpr double flattening = 1.0 / 298.257223563;
constexpr double e2 = flattening * (2.0 - flattening);
constexpr double e4 = e2 * e2;
constexpr double e6 = e4 * e2;
constexpr double e8 = e4 * e4;

constexpr double degrees_from_meridian_max = 6.0;
constexpr double latitude_max = 84.0;

struct plane_metres {
  double x;
  double y;
};

// Length of the meridian from the equator, from multiples of the latitude.
double meridian_arc_m(double latitude_rad, sine_cosine at) {
  constexpr double a0 = 1.0 - e2 / 4.0 - 3.0 * e4 / 64.0 - 5.0 * e6 / 256.0 - 175.0 * e8 / 16384.0;
  constexpr double a2 = 3.0 / 8.0 * (e2 + e4 / 4.0 + 15.0 * e6 / 128.0 + 35.0 * e8 / 512.0);
  constexpr double a4 = 15.0 / 256.0 * (e4 + 3.0 * e6 / 4.0 + 35.0 * e8 / 64.0);
  constexpr double a6 = 35.0 / 3072.0 * (e6 + 5.0 * e8 / 4.0);
  constexpr double a8 = 315.0 * e8 / 131072.0;
  const double sin2 = 2.0 * at.sine * at.cosine;
  const double cos2 = at.cosine * at.cosine - at.sine * at.sine;
  const double sin4 = 2.0 * sin2 * cos2;
  const double cos4 = cos2 * cos2 - sin2 * sin2;
  const double sin6 = sin4 * cos2 + cos4 * sin2;
  const double sin8 = 2.0 * sin4 * cos4;
  return semi_major_m * (a0 * latitude_rad - a2 * sin2 + a4 * sin4 - a6 * sin6 + a8 * sin8);
}

// Redfearn's series; `longitude_rad` from the central meridian.
plane_metres redfearn(double latitude_rad, double longitude_rad, double scale) {
  const sine_cosine at = sine_and_cosine(latitude_rad);
  const double w2 = 1.0 - e2 * at.sine * at.sine;
  const double nu = semi_major_m / std::sqrt(w2);
  const double psi = w2 / (1.0 - e2);  // nu / rho
  const double t2 = (at.sine * at.sine) / (at.cosine * at.cosine);
  const double t4 = t2 * t2;
  const double t6 = t4 * t2;
  const double psi2 = psi * psi;
  const double psi3 = psi2 * psi;
  const double psi4 = psi2 * psi2;
  const double l = longitude_rad * at.cosine;
  const double l2 = l * l;

  const double east3 = psi - t2;
  const double east5 =
      4.0 * psi3 * (1.0 - 6.0 * t2) + psi2 * (1.0 + 8.0 * t2) - 2.0 * psi * t2 + t4;
  const double east7 = 61.0 - 479.0 * t2 + 179.0 * t4 - t6;
  const double north4 = 4.0 * psi2 + psi - t2;
  const double north6 = 8.0 * psi4 * (11.0 - 24.0 * t2) - 28.0 * psi3 * (1.0 - 6.0 * t2) +
                        psi2 * (1.0 - 32.0 * t2) - 2.0 * psi * t2 + t4;
  const double north8 = 1385.0 - 3111.0 * t2 + 543.0 * t4 - t6;

  const double x = nu * l * (1.0 + l2 * (east3 / 6.0 + l2 * (east5 / 120.0 + l2 * east7 / 5040.0)));
  const double y = meridian_arc_m(latitude_rad, at) +
                   nu * (at.sine / at.cosine) * l2 *
                       (0.5 + l2 * (north4 / 24.0 + l2 * (north6 / 720.0 + l2 * north8 / 40320.0)));
  return {scale * x, scale * y};
}

double e7_to_radians(std::int64_t e7) {
  return static_cast<double>(e7) * 1e-7 * radians_per_degree;
}

std::int64_t round_to_integer(double value) {
  return static_cast<std::int64_t>(value < 0.0 ? value - 0.5 : value + 0.5);
}

}  // namespace

local_plane::local_plane(plane_origin origin) : origin_(origin), origin_arc_m_(0.0) {
  check(valid(origin.at) && origin.scale > 0.5 && origin.scale < 2.0, "plane origin is valid");
  const double latitude = e7_to_radians(origin.at.lat_e7);
  origin_arc_m_ = origin.scale * meridian_arc_m(latitude, sine_and_cosine(latitude));
}

std::optional<plane_point> local_plane::project(position at) const {
  const std::int64_t from_meridian_e7 =
      static_cast<std::int64_t>(at.lon_e7) - static_cast<std::int64_t>(origin_.at.lon_e7);
  constexpr auto longitude_limit = static_cast<std::int64_t>(degrees_from_meridian_max * 1e7);
  constexpr auto latitude_limit = static_cast<std::int64_t>(latitude_max * 1e7);
  if (from_meridian_e7 < -longitude_limit || from_meridian_e7 > longitude_limit ||
      at.lat_e7 < -latitude_limit || at.lat_e7 > latitude_limit) {
    return std::nullopt;
  }
  const plane_metres m =
      redfearn(e7_to_radians(at.lat_e7), e7_to_radians(from_meridian_e7), origin_.scale);
  const std::int64_t x_mm = round_to_integer(m.x * 1e3);
  const std::int64_t y_mm = round_to_integer((m.y - origin_arc_m_) * 1e3);
  if (x_mm < -plane_limit_mm || x_mm > plane_limit_mm || y_mm < -plane_limit_mm ||
      y_mm > plane_limit_mm) {
    return std::nullopt;
  }
  return plane_point{static_cast<std::int32_t>(x_mm), static_cast<std::int32_t>(y_mm)};
}

position local_plane::unproject(plane_point at) const {
  // Fixed-point iteration on the forward series. Each round leaves about the sine of the grid
  // convergence (below 0.12) of the error before it.
  constexpr int rounds = 16;
  const double x = at.x_mm * 1e-3;
  const double y = at.y_mm * 1e-3 + origin_arc_m_;
  double latitude = y / (origin_.scale * semi_major_m);
  double longitude = 0.0;
  for (int i = 0; i < rounds; ++i) {
    const plane_metres seen = redfearn(latitude, longitude, origin_.scale);
    const double cosine = sine_and_cosine(latitude).cosine;
    latitude += (y - seen.y) / (origin_.scale * semi_major_m);
    longitude += (x - seen.x) / (origin_.scale * semi_major_m * cosine);
  }
  constexpr double e7_per_radian = 1e7 / radians_per_degree;
  return {.lat_e7 = static_cast<std::int32_t>(round_to_integer(latitude * e7_per_radian)),
          .lon_e7 = static_cast<std::int32_t>(round_to_integer(longitude * e7_per_radian) +
                                              origin_.at.lon_e7)};
}

double local_plane::scale_at(plane_point at) const {
  // Mean radius is enough: the fourth-order term and the latitude change it by less than 1e-6 here.
  constexpr double mean_radius_m = 6'371'008.8;
  const double x = at.x_mm * 1e-3 / (origin_.scale * mean_radius_m);
  return origin_.scale * (1.0 + x * x / 2.0 + x * x * x * x / 24.0);
}

}  // namespace beatwatch
