#include "engine/geo/area_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "engine/geo/area.h"
#include "tests/support/random_area.h"

namespace beatwatch {
namespace {

struct town {
  const char* name = "";
  plane_point centre;
  std::int32_t half_side_mm = 1'000'000;
  int areas = 60;
  random_shape shape;
};

class area_index_of_random_areas : public testing::TestWithParam<std::tuple<town, int>> {
 protected:
  void SetUp() override {
    const auto& [town, seed] = GetParam();
    std::mt19937_64 random{static_cast<std::uint64_t>(seed)};
    for (int i = 0; i < town.areas; ++i) {
      const plane_point centre = random_point(random, town.centre, town.half_side_mm);
      areas_.push_back(area_of(random_polygons(random, centre, town.shape)));
    }
    add_points(random, town);
  }

  /// Points anywhere, on vertices, on edges, and one millimetre beside them.
  void add_points(std::mt19937_64& random, const town& town) {
    std::uniform_int_distribution<std::int32_t> beside{-1, 1};
    for (const area& each : areas_) {
      for (int i = 0; i < 12; ++i) {
        const auto vertices = each.ring(0);
        const std::size_t v =
            std::uniform_int_distribution<std::size_t>{0, vertices.size() - 2}(random);
        const plane_point a = vertices[v];
        const plane_point b = vertices[v + 1];
        points_.push_back(a);
        points_.push_back({(a.x_mm + b.x_mm) / 2, (a.y_mm + b.y_mm) / 2});
        points_.push_back({a.x_mm + beside(random), a.y_mm + beside(random)});
        points_.push_back({a.x_mm, b.y_mm});
        points_.push_back(random_point(random, town.centre, town.half_side_mm * 3 / 2));
      }
    }
    const plane_point far{plane_limit_mm, plane_limit_mm};
    points_.insert(points_.end(), {far, {-far.x_mm, -far.y_mm}, {far.x_mm, -far.y_mm}});
  }

  [[nodiscard]] std::vector<containment> every_pair() const {
    std::vector<containment> pairs;
    for (std::uint32_t p = 0; p < points_.size(); ++p) {
      for (std::uint32_t a = 0; a < areas_.size(); ++a) {
        if (areas_[a].contains(points_[p])) {
          pairs.push_back({p, a});
        }
      }
    }
    return pairs;
  }

  std::vector<area> areas_;
  std::vector<plane_point> points_;
};

TEST_P(area_index_of_random_areas, finds_what_asking_every_area_finds) {
  const std::vector<containment> expected = every_pair();
  ASSERT_GT(expected.size(), 2 * areas_.size());
  const area_index index{areas_};

  std::vector<containment> pairs;
  index.containing(points_, pairs);
  EXPECT_EQ(pairs, expected);

  pairs.clear();
  std::vector<std::uint32_t> hits;
  for (std::uint32_t p = 0; p < points_.size(); ++p) {
    index.containing(points_[p], hits);
    for (const std::uint32_t hit : hits) {
      pairs.push_back({p, hit});
    }
  }
  EXPECT_EQ(pairs, expected);
}

/// Asks every area in turn.
std::vector<near_area> every_near_area(const std::vector<area>& areas,
                                       plane_point at,
                                       double within_m) {
  std::vector<near_area> near;
  for (std::uint32_t a = 0; a < areas.size(); ++a) {
    const boundary_distance to = areas[a].distance(at);
    if (to.signed_m >= -within_m) {
      near.push_back({a, to});
    }
  }
  return near;
}

void expect_equal(const std::vector<near_area>& found, const std::vector<near_area>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].area, expected[i].area);
    EXPECT_EQ(found[i].to.signed_m >= 0.0, expected[i].to.signed_m >= 0.0);
    EXPECT_NEAR(found[i].to.signed_m, expected[i].to.signed_m, 1e-9);
  }
}

TEST_P(area_index_of_random_areas, finds_near_areas_with_the_distance_of_each) {
  for (const double reach_m : {100.0, 300.0}) {
    const area_index index{areas_, metres{reach_m}};
    std::vector<near_area> hits;
    index.prefetch(points_, metres{60.0});
    for (const double within_m : {0.0, 60.0, reach_m, 1'500.0}) {
      for (const plane_point at : points_) {
        index.near(at, metres{within_m}, hits);
        expect_equal(hits, every_near_area(areas_, at, within_m));
        if (testing::Test::HasFailure()) {
          FAIL() << at.x_mm << " " << at.y_mm << " within " << within_m << " of reach " << reach_m;
        }
      }
    }
  }
}

TEST_P(area_index_of_random_areas, finds_the_areas_whose_boxes_meet_a_window) {
  const area_index index{areas_};
  std::vector<std::uint32_t> hits;
  for (std::size_t i = 0; i + 1 < points_.size(); i += 5) {
    plane_box window{points_[i], points_[i]};
    window.include(points_[i + 1]);
    std::vector<std::uint32_t> expected;
    for (std::uint32_t a = 0; a < areas_.size(); ++a) {
      if (areas_[a].bounds().meets(window)) {
        expected.push_back(a);
      }
    }
    index.meeting(window, hits);
    EXPECT_EQ(hits, expected);
  }
}

INSTANTIATE_TEST_SUITE_P(
    towns,
    area_index_of_random_areas,
    testing::Combine(
        testing::Values(town{.name = "micro_beats"},
                        town{.name = "nested_and_large",
                             .shape = {.radius_m = 800.0, .vertices_max = 400}},
                        town{.name = "corners_on_cell_corners",
                             .shape = {.radius_m = 400.0, .vertices_max = 24, .grid_mm = 16'384.0}},
                        town{.name = "edge_of_the_plane",
                             .centre = {-plane_limit_mm + 8'000'000, plane_limit_mm - 8'000'000}},
                        town{.name = "whole_plane",
                             .half_side_mm = plane_limit_mm / 2,
                             .areas = 8,
                             .shape = {.radius_m = 5'000.0}}),
        testing::Range(1, 6)),
    [](const auto& instance) {
      return std::string{std::get<0>(instance.param).name} + "_" +
             std::to_string(std::get<1>(instance.param));
    });

TEST(area_index, of_no_areas_finds_nothing) {
  const area_index index{std::vector<area>{}};
  std::vector<std::uint32_t> hits{7};
  index.containing({0, 0}, hits);
  EXPECT_THAT(hits, testing::IsEmpty());
  std::vector<near_area> near(1);
  index.near({0, 0}, metres{100.0}, near);
  EXPECT_THAT(near, testing::IsEmpty());
  near.resize(1);
  index.near({0, 0}, metres{1'000.0}, near);
  EXPECT_THAT(near, testing::IsEmpty());
}

}  // namespace
}  // namespace beatwatch
