#include "adapters/history/geometry_blob.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <string>

#include "adapters/history/zone_polygons.h"

namespace beatwatch {
namespace {

std::uint64_t little(const std::vector<std::byte>& bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) {
    value = value << 8U | std::to_integer<std::uint64_t>(bytes[at + i]);
  }
  return value;
}

double number(const std::vector<std::byte>& bytes, std::size_t at) {
  return std::bit_cast<double>(little(bytes, at, 8));
}

TEST(geometry_blob, a_point_is_a_header_and_well_known_binary_with_longitude_first) {
  const auto bytes = point_blob({.lat_e7 = 526'612'345, .lon_e7 = -11'300'001});
  ASSERT_EQ(bytes.size(), 8U + 21U);
  EXPECT_EQ(little(bytes, 0, 4), 0x0100'5047U);  // "GP", version 1, little-endian without envelope
  EXPECT_EQ(little(bytes, 4, 4), 4326U);
  EXPECT_EQ(little(bytes, 8, 1), 1U);
  EXPECT_EQ(little(bytes, 9, 4), 1U);
  EXPECT_DOUBLE_EQ(number(bytes, 13), -1.1300001);
  EXPECT_DOUBLE_EQ(number(bytes, 21), 52.6612345);
}

TEST(geometry_blob, a_multipolygon_has_its_envelope_and_closed_rings) {
  const plane_origin origin{.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0};
  const local_plane plane{origin};
  const polygon square{.outer = {{0, 0}, {1'000'000, 0}, {1'000'000, 1'000'000}, {0, 1'000'000}},
                       .holes = {}};
  const auto bytes = multipolygon_blob(std::vector{square}, plane);
  ASSERT_EQ(bytes.size(), 8U + 32U + 9U + 9U + 4U + 5U * 16U);
  EXPECT_EQ(little(bytes, 3, 1), 3U);  // little-endian, envelope of x and y
  const position corner = plane.unproject({1'000'000, 1'000'000});
  EXPECT_NEAR(number(bytes, 8), -1.13, 1e-6);
  EXPECT_DOUBLE_EQ(number(bytes, 16), corner.lon_e7 / 1e7);
  EXPECT_NEAR(number(bytes, 24), 52.65, 1e-6);
  EXPECT_NEAR(number(bytes, 32), corner.lat_e7 / 1e7, 2e-6);  // a straight edge bends
  EXPECT_EQ(little(bytes, 41, 4), 6U);
  EXPECT_EQ(little(bytes, 50, 4), 3U);
  EXPECT_EQ(little(bytes, 58, 4), 5U);
  const std::size_t first = 62;
  EXPECT_EQ(number(bytes, first), number(bytes, first + 4 * 16));
  EXPECT_EQ(number(bytes, first + 8), number(bytes, first + 4 * 16 + 8));
}

TEST(geometry_blob, a_line_has_its_envelope_and_keeps_its_direction) {
  const local_plane plane{{.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0}};
  const auto bytes = line_blob({{1'000'000, 0}, {0, 0}, {0, 1'000'000}}, plane);
  ASSERT_EQ(bytes.size(), 8U + 32U + 9U + 3U * 16U);
  EXPECT_EQ(little(bytes, 3, 1), 3U);  // little-endian, envelope of x and y
  EXPECT_DOUBLE_EQ(number(bytes, 8), -1.13);
  EXPECT_DOUBLE_EQ(number(bytes, 16), plane.unproject({1'000'000, 0}).lon_e7 / 1e7);
  EXPECT_EQ(little(bytes, 41, 4), 2U);
  EXPECT_EQ(little(bytes, 45, 4), 3U);
  EXPECT_EQ(number(bytes, 49), number(bytes, 16)) << "the first vertex is the easternmost";
  EXPECT_DOUBLE_EQ(number(bytes, 49 + 16), -1.13);
  EXPECT_DOUBLE_EQ(number(bytes, 49 + 32 + 8), plane.unproject({0, 1'000'000}).lat_e7 / 1e7);
}

plane_ring box(std::int32_t low, std::int32_t high) {
  return {{low, low}, {high, low}, {high, high}, {low, high}};
}

TEST(zone_polygons, find_the_hole_and_the_island_in_it_whatever_way_the_rings_run) {
  plane_ring hole = box(2'000, 8'000);
  const auto polygons = zone_polygons(area{{box(4'000, 6'000), hole, box(0, 10'000)}});
  ASSERT_EQ(polygons.size(), 2U);
  EXPECT_EQ(polygons[0].outer, box(4'000, 6'000));
  EXPECT_TRUE(polygons[0].holes.empty());
  EXPECT_EQ(polygons[1].outer, box(0, 10'000));
  ASSERT_EQ(polygons[1].holes.size(), 1U);
  EXPECT_EQ(polygons[1].holes[0], plane_ring(hole.rbegin(), hole.rend()));
}

TEST(zone_polygons, take_a_ring_that_touches_another_at_every_vertex_for_what_it_is) {
  const plane_ring island{{5'000, 2'000}, {8'000, 5'000}, {5'000, 8'000}, {2'000, 5'000}};
  const auto polygons = zone_polygons(area{{box(0, 10'000), box(2'000, 8'000), island}});
  ASSERT_EQ(polygons.size(), 2U);
  EXPECT_EQ(polygons[0].holes.size(), 1U);
  EXPECT_EQ(polygons[1].outer, island);
}

TEST(zone_polygons, keep_separate_parts_apart) {
  const auto polygons = zone_polygons(area{{box(0, 1'000), box(5'000, 6'000)}});
  ASSERT_EQ(polygons.size(), 2U);
  EXPECT_EQ(polygons[1].outer, box(5'000, 6'000));
}

}  // namespace
}  // namespace beatwatch
