// `area` beside GEOS and beside plain searches, on random polygons with holes, islands and parts.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "engine/geo/area.h"
#include "engine/geo/geos.h"
#include "tests/support/geos_oracle.h"
#include "tests/support/random_area.h"

namespace beatwatch {
namespace {

constexpr plane_point centre{123'456'789, -98'765'432};

struct kind {
  const char* name = "";
  random_shape shape;
  std::int32_t grid_mm =
      1;  ///< points are on multiples of it, so that they meet vertices and edges
};

class area_beside_oracles : public testing::TestWithParam<std::tuple<kind, int>> {
 protected:
  void SetUp() override {
    const auto& [kind, seed] = GetParam();
    random_.seed(static_cast<std::uint64_t>(seed));
    const geos library;
    do {
      polygons_ = random_polygons(random_, centre, kind.shape);
    } while (library.fault(polygons_).has_value());
    grid_mm_ = kind.grid_mm;
  }

  plane_point any_point() {
    const plane_point at = random_point(random_, centre, 300'000);
    return {at.x_mm / grid_mm_ * grid_mm_, at.y_mm / grid_mm_ * grid_mm_};
  }

  std::mt19937_64 random_;
  std::vector<polygon> polygons_;
  std::int32_t grid_mm_ = 1;
};

TEST_P(area_beside_oracles, contains_what_geos_covers) {
  const area shape = area_of(polygons_);
  const geos_oracle oracle{polygons_};
  int inside = 0;
  for (int i = 0; i < 3'000; ++i) {
    const plane_point p = any_point();
    ASSERT_EQ(shape.contains(p), oracle.covers(p)) << p.x_mm << " " << p.y_mm;
    inside += shape.contains(p) ? 1 : 0;
  }
  EXPECT_GT(inside, 30);
  for (const plane_point vertex : shape.vertices()) {
    EXPECT_TRUE(shape.contains(vertex));
  }
}

TEST_P(area_beside_oracles, is_as_far_from_its_boundary_as_geos_says) {
  const area shape = area_of(polygons_);
  const geos_oracle oracle{polygons_};
  for (int i = 0; i < 500; ++i) {
    const plane_point p = any_point();
    const boundary_distance to = shape.distance(p);
    const double away_m = oracle.distance_to_boundary_m(p);
    EXPECT_NEAR(to.signed_m, oracle.covers(p) ? away_m : -away_m, 1e-9);
    EXPECT_EQ(to.signed_m >= 0.0, oracle.covers(p));
    const double x_m = to.nearest_x_m - p.x_mm * 1e-3;
    const double y_m = to.nearest_y_m - p.y_mm * 1e-3;
    EXPECT_NEAR(std::sqrt(x_m * x_m + y_m * y_m), away_m, 1e-9);
    const plane_point nearest{static_cast<std::int32_t>(std::lround(to.nearest_x_m * 1e3)),
                              static_cast<std::int32_t>(std::lround(to.nearest_y_m * 1e3))};
    EXPECT_LE(oracle.distance_to_boundary_m(nearest), 0.7072e-3) << "half a grid square";
  }
}

TEST_P(area_beside_oracles, what_is_known_of_another_point_does_not_change_a_distance) {
  const area shape = area_of(polygons_);
  for (int i = 0; i < 500; ++i) {
    const plane_point p = any_point();
    const boundary_distance alone = shape.distance(p);
    const boundary_distance helped = shape.distance(p, shape.distance(any_point()));
    EXPECT_EQ(helped.signed_m, alone.signed_m);
    EXPECT_EQ(helped.nearest_x_m, alone.nearest_x_m);
    EXPECT_EQ(helped.nearest_y_m, alone.nearest_y_m);
  }
}

TEST_P(area_beside_oracles, legs_are_inside_in_the_same_parts_when_their_start_is_known) {
  const area shape = area_of(polygons_);
  std::vector<leg_part> expected;
  std::vector<leg_part> found;
  int off_edges = 0;
  for (int i = 0; i < 1'000; ++i) {
    const plane_point p = any_point();
    const plane_point q = i % 10 == 0 ? p : any_point();
    const double signed_m = shape.distance(p).signed_m;
    if (std::abs(signed_m) < 1e-6) {
      continue;
    }
    ++off_edges;
    shape.inside_parts(p, q, expected);
    shape.inside_parts_from(p, signed_m > 0.0, q, found);
    ASSERT_EQ(found, expected) << p.x_mm << " " << p.y_mm << " to " << q.x_mm << " " << q.y_mm;
  }
  EXPECT_GT(off_edges, 500);
}

/// Without the parts and the gaps that are too short to be more than rounding.
std::vector<leg_part> tidied(std::vector<leg_part> parts) {
  constexpr double nothing = 1e-12;
  std::vector<leg_part> kept;
  for (const leg_part& part : parts) {
    if (part.to - part.from <= nothing) {
      continue;
    }
    if (!kept.empty() && part.from - kept.back().to <= nothing) {
      kept.back().to = part.to;
    } else {
      kept.push_back(part);
    }
  }
  return kept;
}

TEST_P(area_beside_oracles, legs_are_inside_where_geos_says) {
  const area shape = area_of(polygons_);
  const geos_oracle oracle{polygons_};
  std::vector<leg_part> found;
  std::size_t most = 0;
  for (int i = 0; i < 1'000; ++i) {
    const plane_point p = any_point();
    const plane_point q = any_point();
    if (p == q) {
      continue;
    }
    shape.inside_parts(p, q, found);
    const std::vector<leg_part> ours = tidied(found);
    const std::vector<leg_part> theirs = tidied(oracle.inside_parts(p, q));
    ASSERT_EQ(ours.size(), theirs.size())
        << p.x_mm << " " << p.y_mm << " to " << q.x_mm << " " << q.y_mm;
    for (std::size_t part = 0; part < ours.size(); ++part) {
      EXPECT_NEAR(ours[part].from, theirs[part].from, 1e-11);
      EXPECT_NEAR(ours[part].to, theirs[part].to, 1e-11);
    }
    most = std::max(most, ours.size());
  }
  EXPECT_GE(most, 2U);
}

/// By thirds: the way over a point of an edge is convex along the edge.
double least_path_searched_m(const std::vector<plane_ring>& rings, plane_point p, plane_point q) {
  long double least_mm = INFINITY;
  for (const plane_ring& ring : rings) {
    for (std::size_t v = 0; v < ring.size(); ++v) {
      const plane_point a = ring[v];
      const plane_point b = ring[(v + 1) % ring.size()];
      const auto way_mm = [&](long double part) {
        const long double x = a.x_mm + part * (static_cast<long double>(b.x_mm) - a.x_mm);
        const long double y = a.y_mm + part * (static_cast<long double>(b.y_mm) - a.y_mm);
        return std::sqrt((x - p.x_mm) * (x - p.x_mm) + (y - p.y_mm) * (y - p.y_mm)) +
               std::sqrt((x - q.x_mm) * (x - q.x_mm) + (y - q.y_mm) * (y - q.y_mm));
      };
      long double low = 0.0;
      long double high = 1.0;
      for (int step = 0; step < 80; ++step) {
        const long double third = (high - low) / 3.0L;
        (way_mm(low + third) < way_mm(high - third) ? high : low) =
            way_mm(low + third) < way_mm(high - third) ? high - third : low + third;
      }
      least_mm = std::min({least_mm, way_mm(low), way_mm(0.0L), way_mm(1.0L)});
    }
  }
  return static_cast<double>(least_mm * 1e-3L);
}

TEST_P(area_beside_oracles, the_least_path_via_the_boundary_is_that_of_a_search) {
  const area shape = area_of(polygons_);
  std::vector<plane_ring> rings;
  for (std::size_t r = 0; r < shape.ring_count(); ++r) {
    rings.emplace_back(shape.ring(r).begin(), shape.ring(r).end());
  }
  for (int i = 0; i < 60; ++i) {
    const plane_point p = any_point();
    const plane_point q = any_point();
    const double searched_m = least_path_searched_m(rings, p, q);
    EXPECT_NEAR(shape.least_path_via_boundary(p, q, 0.0), searched_m, 1e-9);
    const double limit_m = searched_m * 1.2;
    const double within_limit_m = shape.least_path_via_boundary(p, q, limit_m);
    EXPECT_LE(within_limit_m, limit_m);
    EXPECT_GE(within_limit_m, searched_m - 1e-9);
  }
}

INSTANTIATE_TEST_SUITE_P(
    kinds,
    area_beside_oracles,
    testing::Combine(
        testing::Values(kind{.name = "fine"},
                        kind{.name = "many_vertices", .shape = {.vertices_max = 400}},
                        kind{.name = "nested", .shape = {.hole_part = 1.0, .second_part = 1.0}},
                        kind{.name = "points_on_vertices_and_edges",
                             .shape = {.vertices_max = 16, .grid_mm = 20'000.0, .hole_part = 0.5},
                             .grid_mm = 10'000}),
        testing::Range(1, 9)),
    [](const auto& instance) {
      return std::string{std::get<0>(instance.param).name} + "_" +
             std::to_string(std::get<1>(instance.param));
    });

}  // namespace
}  // namespace beatwatch
