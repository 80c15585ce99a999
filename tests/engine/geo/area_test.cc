#include "engine/geo/area.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace beatwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A 10 m square with a 4 m hole in its middle, and a second part 10 m to the east.
area square_with_hole_and_island() {
  return area{{{{0, 0}, {10'000, 0}, {10'000, 10'000}, {0, 10'000}},
               {{3'000, 3'000}, {3'000, 7'000}, {7'000, 7'000}, {7'000, 3'000}},
               {{20'000, 0}, {25'000, 0}, {25'000, 5'000}}}};
}

// Open to the north: the arms are 2 m wide, the gap between them 6 m.
area u_shape() {
  return area{{{{0, 0},
                {10'000, 0},
                {10'000, 10'000},
                {8'000, 10'000},
                {8'000, 2'000},
                {2'000, 2'000},
                {2'000, 10'000},
                {0, 10'000}}}};
}

std::vector<leg_part> parts_of(const area& shape, plane_point p, plane_point q) {
  std::vector<leg_part> parts;
  shape.inside_parts(p, q, parts);
  return parts;
}

TEST(area, contains_its_interior_and_its_border_but_no_hole) {
  const area shape = square_with_hole_and_island();
  EXPECT_TRUE(shape.contains({1'000, 1'000}));
  EXPECT_TRUE(shape.contains({24'000, 1'000}));
  EXPECT_FALSE(shape.contains({5'000, 5'000}));
  EXPECT_FALSE(shape.contains({15'000, 5'000}));
  EXPECT_FALSE(shape.contains({-1, 5'000}));
  EXPECT_TRUE(shape.contains({0, 0}));
  EXPECT_TRUE(shape.contains({0, 4'999}));
  EXPECT_TRUE(shape.contains({3'000, 5'000})) << "on the edge of the hole";
  EXPECT_FALSE(shape.contains({3'001, 5'000})) << "one millimetre into the hole";
  EXPECT_TRUE(shape.contains({20'001, 1}) && !shape.contains({20'001, 2})) << "island's slope";
}

TEST(area, decides_exactly_across_the_whole_plane) {
  const std::int32_t far = plane_limit_mm;
  const area half{{{{-far, -far}, {far, -far}, {far, far}}}};
  EXPECT_TRUE(half.contains({0, 0}));
  EXPECT_TRUE(half.contains({far - 1, far - 1}));
  EXPECT_FALSE(half.contains({far - 2, far - 1}));
  EXPECT_TRUE(half.contains({far - 1, far - 2}));
}

void expect_distance(plane_point p, const boundary_distance& expected) {
  const boundary_distance to = square_with_hole_and_island().distance(p);
  EXPECT_EQ(to.signed_m >= 0.0, expected.signed_m >= 0.0);
  EXPECT_NEAR(to.signed_m, expected.signed_m, 1e-12);
  EXPECT_NEAR(to.nearest_x_m, expected.nearest_x_m, 1e-12);
  EXPECT_NEAR(to.nearest_y_m, expected.nearest_y_m, 1e-12);
}

TEST(area, tells_distance_and_nearest_boundary_point) {
  expect_distance({1'000, 5'000}, {1.0, 0.0, 5.0});
  expect_distance({2'000, 5'000}, {1.0, 3.0, 5.0});
  expect_distance({5'000, 4'000}, {-1.0, 5.0, 3.0});
  expect_distance({13'000, -4'000}, {-5.0, 10.0, 0.0});
  expect_distance({10'000, 2'000}, {0.0, 10.0, 2.0});
  expect_distance({25'000, 5'000}, {0.0, 25.0, 5.0});
}

TEST(area, the_least_path_reflects_off_an_edge) {
  const area shape = square_with_hole_and_island();
  const double unlimited = 0.0;
  EXPECT_NEAR(shape.least_path_via_boundary({1'000, 1'000}, {2'000, 1'000}, unlimited),
              std::sqrt(1.0 + 4.0),
              1e-12);
  EXPECT_NEAR(shape.least_path_via_boundary({-3'000, 11'000}, {-3'000, 19'000}, unlimited),
              std::sqrt(9.0 + 1.0) + std::sqrt(9.0 + 81.0),
              1e-12)
      << "beyond the end of an edge its corner is best";
  EXPECT_NEAR(shape.least_path_via_boundary({-1'000, 5'000}, {1'000, 5'000}, unlimited), 2.0, 1e-12)
      << "a leg that crosses";
  EXPECT_LE(shape.least_path_via_boundary({1'000, 1'000}, {2'000, 1'000}, 100.0), 100.0);
}

TEST(area, parts_of_a_leg_leave_holes_out) {
  EXPECT_THAT(parts_of(square_with_hole_and_island(), {-5'000, 5'000}, {15'000, 5'000}),
              ElementsAre(leg_part{0.25, 0.4}, leg_part{0.6, 0.75}));
}

TEST(area, parts_of_a_leg_across_a_u_are_its_two_arms) {
  EXPECT_THAT(parts_of(u_shape(), {-1'000, 5'000}, {11'000, 5'000}),
              ElementsAre(leg_part{1.0 / 12, 3.0 / 12}, leg_part{9.0 / 12, 11.0 / 12}));
}

TEST(area, a_leg_along_an_edge_is_inside) {
  const area shape = square_with_hole_and_island();
  EXPECT_THAT(parts_of(shape, {0, 0}, {10'000, 0}), ElementsAre(leg_part{0.0, 1.0}));
  EXPECT_THAT(parts_of(shape, {-5'000, 10'000}, {15'000, 10'000}),
              ElementsAre(leg_part{0.25, 0.75}));
  EXPECT_THAT(parts_of(shape, {3'000, 10'000}, {3'000, 0}), ElementsAre(leg_part{0.0, 1.0}))
      << "along the edge of the hole, from border to border";
  EXPECT_THAT(parts_of(u_shape(), {-1'000, 2'000}, {11'000, 2'000}),
              ElementsAre(leg_part{1.0 / 12, 11.0 / 12}))
      << "through one arm, along the floor of the gap, through the other";
}

TEST(area, a_touch_in_one_point_is_no_part_of_a_leg) {
  const area shape = square_with_hole_and_island();
  EXPECT_THAT(parts_of(shape, {-1'000, 1'000}, {1'000, -1'000}), IsEmpty()) << "past a corner";
  EXPECT_THAT(parts_of(shape, {2'000, 1'000}, {4'000, 5'000 - 4'000 + 2'000}),
              ElementsAre(leg_part{0.0, 1.0}))
      << "up to the border";
  EXPECT_THAT(parts_of(shape, {2'000, 4'000}, {4'000, 2'000}), ElementsAre(leg_part{0.0, 1.0}))
      << "past the corner of the hole from inside";
  EXPECT_THAT(parts_of(shape, {0, 5'000}, {-1'000, 5'000}), IsEmpty()) << "away from the border";
}

TEST(area, a_leg_without_length_is_wholly_inside_or_not_at_all) {
  EXPECT_THAT(parts_of(u_shape(), {1'000, 1'000}, {1'000, 1'000}), ElementsAre(leg_part{0.0, 1.0}));
  EXPECT_THAT(parts_of(u_shape(), {5'000, 5'000}, {5'000, 5'000}), IsEmpty());
}

}  // namespace
}  // namespace beatwatch
