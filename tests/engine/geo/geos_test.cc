#include "engine/geo/geos.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "engine/geo/area.h"
#include "engine/geo/polygon.h"

namespace beatwatch {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::vector<polygon> valid{
    {.outer = {{0, 0}, {10, 0}, {10, 10}, {0, 10}}, .holes = {{{2, 2}, {2, 4}, {4, 4}}}}};
// Two triangles that meet where the outline crosses itself, at (5, 5).
const std::vector<polygon> bow_tie{{.outer = {{0, 0}, {10, 10}, {10, 0}, {0, 10}}, .holes = {}}};
const std::vector<polygon> flat{{.outer = {{0, 0}, {10, 0}, {5, 0}}, .holes = {}}};

TEST(geos, finds_no_fault_in_a_polygon_with_a_hole) {
  EXPECT_EQ(geos{}.fault(valid), std::nullopt);
}

TEST(geos, says_what_is_wrong_and_where) {
  const auto found = geos{}.fault(bow_tie);
  ASSERT_TRUE(found.has_value());
  EXPECT_THAT(found->reason, HasSubstr("Self-intersection"));
  EXPECT_EQ(found->at, (plane_point{5, 5}));
}

TEST(geos, repairs_a_bow_tie_into_two_triangles) {
  const geos library;
  const auto repaired = library.repaired(bow_tie);
  EXPECT_THAT(repaired, SizeIs(2));
  EXPECT_EQ(library.fault(repaired), std::nullopt);
  const area shape{canonical_rings(repaired)};
  EXPECT_TRUE(shape.contains({1, 5}));
  EXPECT_TRUE(shape.contains({9, 5}));
  EXPECT_FALSE(shape.contains({5, 9}));
}

TEST(geos, merges_parts_that_overlap) {
  const std::vector<polygon> overlapping{
      {.outer = {{0, 0}, {10, 0}, {10, 10}, {0, 10}}, .holes = {}},
      {.outer = {{5, 0}, {15, 0}, {15, 10}, {5, 10}}, .holes = {}}};
  const geos library;
  EXPECT_NE(library.fault(overlapping), std::nullopt);
  const auto repaired = library.repaired(overlapping);
  EXPECT_THAT(repaired, SizeIs(1));
  EXPECT_TRUE(area{canonical_rings(repaired)}.contains({7, 5}));
}

TEST(geos, keeps_nothing_of_a_polygon_without_area) {
  const geos library;
  EXPECT_NE(library.fault(flat), std::nullopt);
  EXPECT_THAT(library.repaired(flat), IsEmpty());
}

TEST(canonical_rings, are_the_same_from_every_start_direction_and_order) {
  const std::vector<polygon> twin{
      {.outer = {{0, 10}, {10, 10}, {10, 0}, {0, 0}}, .holes = {{{4, 4}, {2, 4}, {2, 2}}}}};
  EXPECT_EQ(canonical_rings(valid), canonical_rings(twin));
  EXPECT_THAT(canonical_rings(valid),
              testing::ElementsAre(plane_ring{{0, 0}, {10, 0}, {10, 10}, {0, 10}},
                                   plane_ring{{2, 2}, {2, 4}, {4, 4}}));
}

}  // namespace
}  // namespace beatwatch
