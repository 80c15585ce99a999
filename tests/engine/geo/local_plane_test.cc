#include "engine/geo/local_plane.h"

#include <gtest/gtest.h>
#include <proj.h>

#include <cmath>
#include <random>
#include <string>

#include "engine/geo/trigonometry.h"

namespace beatwatch {
namespace {

TEST(trigonometry, agrees_with_the_c_library) {
  for (double angle = -1.6; angle <= 1.6; angle += 1e-4) {
    const sine_cosine ours = sine_and_cosine(angle);
    EXPECT_NEAR(ours.sine, std::sin(angle), 2e-15);
    EXPECT_NEAR(ours.cosine, std::cos(angle), 2e-15);
  }
}

class plane_against_proj : public testing::TestWithParam<double> {};

TEST_P(plane_against_proj, is_within_a_millimetre_and_comes_back) {
  const double lat0 = GetParam();
  const local_plane plane{
      {.at = {.lat_e7 = static_cast<std::int32_t>(lat0 * 1e7), .lon_e7 = -11'300'000},
       .scale = 0.9998}};
  const std::string definition = "+proj=tmerc +lat_0=" + std::to_string(lat0) +
                                 " +lon_0=-1.13 +k=0.9998 +x_0=0 +y_0=0 +ellps=WGS84";
  PJ* const oracle = proj_create(PJ_DEFAULT_CTX, definition.c_str());
  ASSERT_NE(oracle, nullptr);
  std::mt19937 random{7};  // NOLINT(cert-msc51-cpp)
  std::uniform_real_distribution<double> lat{lat0 - 8.0, lat0 + 8.0};
  std::uniform_real_distribution<double> lon{-1.13 - 6.0, -1.13 + 6.0};
  for (int i = 0; i < 20'000; ++i) {
    const position at{.lat_e7 = static_cast<std::int32_t>(lat(random) * 1e7),
                      .lon_e7 = static_cast<std::int32_t>(lon(random) * 1e7)};
    const auto ours = plane.project(at);
    const PJ_COORD theirs = proj_trans(
        oracle,
        PJ_FWD,
        proj_coord(
            at.lon_e7 * 1e-7 * radians_per_degree, at.lat_e7 * 1e-7 * radians_per_degree, 0, 0));
    ASSERT_TRUE(ours.has_value());
    EXPECT_NEAR(ours->x_mm * 1e-3, theirs.xy.x, 2e-3) << at.lat_e7 << ' ' << at.lon_e7;
    EXPECT_NEAR(ours->y_mm * 1e-3, theirs.xy.y, 2e-3) << at.lat_e7 << ' ' << at.lon_e7;
    const position back = plane.unproject(*ours);
    EXPECT_NEAR(back.lat_e7, at.lat_e7, 1);
    EXPECT_NEAR(back.lon_e7, at.lon_e7, 1);
  }
  proj_destroy(oracle);
}

INSTANTIATE_TEST_SUITE_P(latitudes,
                         plane_against_proj,
                         testing::Values(-33.9, 0.0, 37.76, 52.65, 60.0));

TEST(local_plane, refuses_what_lies_outside_it) {
  const local_plane plane{{.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}}};
  EXPECT_FALSE(plane.project({.lat_e7 = 526'500'000, .lon_e7 = 60'000'000}));
  EXPECT_FALSE(plane.project({.lat_e7 = 0, .lon_e7 = 0}));
  EXPECT_FALSE(plane.project({.lat_e7 = 900'000'000, .lon_e7 = -11'300'000}));
}

TEST(local_plane, scale_is_the_ratio_of_lengths) {
  const local_plane plane{{.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 0.9996}};
  const position at{.lat_e7 = 524'000'000, .lon_e7 = 20'000'000};
  const position north{.lat_e7 = 524'010'000, .lon_e7 = 20'000'000};
  const auto p = *plane.project(at);
  const auto q = *plane.project(north);
  // 0.001 degree of the meridian at 52.4 N on WGS 84.
  constexpr double true_length_m = 111.2749;
  const double seen = std::hypot((q.x_mm - p.x_mm) * 1e-3, (q.y_mm - p.y_mm) * 1e-3);
  EXPECT_NEAR(plane.scale_at(p), seen / true_length_m, 5e-5);
}

}  // namespace
}  // namespace beatwatch
