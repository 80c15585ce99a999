#include "engine/visibility/prism.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <random>

#include "engine/geo/geos.h"

namespace beatwatch {
namespace {

using random_engine = std::mt19937_64;

double uniform(random_engine& random, double low, double high) {
  return std::uniform_real_distribution<double>{low, high}(random);
}

struct point_m {
  double x;
  double y;
};

plane_point on_grid(point_m p) {
  return {static_cast<std::int32_t>(std::lround(p.x * 1e3)),
          static_cast<std::int32_t>(std::lround(p.y * 1e3))};
}

point_m around(random_engine& random, point_m centre, double radius) {
  const double angle = uniform(random, 0.0, 2.0 * std::numbers::pi);
  return {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)};
}

plane_ring star(
    random_engine& random, point_m centre, double radius, double roughness, int corners_min = 3) {
  const int corners = std::uniform_int_distribution{corners_min, 40}(random);
  plane_ring ring;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2.0 * std::numbers::pi * (i + uniform(random, 0.05, 0.95)) / corners;
    const double r = radius * uniform(random, 1.0 - roughness, 1.0);
    ring.push_back(on_grid({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)}));
  }
  return ring;
}

// Stars, stars with a hole, two parts, and a U that a straight line leaves and enters again.
std::vector<polygon> random_shape(random_engine& random) {
  const double size = uniform(random, 20.0, 300.0);
  switch (std::uniform_int_distribution{0, 3}(random)) {
    case 0:
      return {{star(random, {0, 0}, size, 0.7), {}}};
    case 1:
      return {{star(random, {0, 0}, size, 0.2, 16), {star(random, {0, 0}, size * 0.4, 0.6)}}};
    case 2:
      return {{star(random, {-size, 0}, size * 0.7, 0.5), {}},
              {star(random, {size, 0}, size * 0.7, 0.5), {}}};
    default: {
      const double w = size * uniform(random, 0.1, 0.3);
      const auto corner = [&](double x, double y) { return on_grid({x, y}); };
      return {{{corner(-size, -size),
                corner(size, -size),
                corner(size, size),
                corner(size - w, size),
                corner(size - w, -size + w),
                corner(-size + w, -size + w),
                corner(-size + w, size),
                corner(-size, size)},
               {}}};
    }
  }
}

area to_area(const std::vector<polygon>& shape) {
  std::vector<plane_ring> rings;
  for (const polygon& part : shape) {
    rings.push_back(part.outer);
    rings.insert(rings.end(), part.holes.begin(), part.holes.end());
  }
  return area{rings};
}

// Inside, by GEOS alone.
class truth_oracle {
 public:
  explicit truth_oracle(const std::vector<polygon>& shape)
      : whole_(geos_.multipolygon(shape)),
        prepared_(GEOSPrepare_r(geos_.context(), whole_.get())) {}
  ~truth_oracle() { GEOSPreparedGeom_destroy_r(geos_.context(), prepared_); }
  truth_oracle(const truth_oracle&) = delete;
  truth_oracle& operator=(const truth_oracle&) = delete;

  [[nodiscard]] bool inside(point_m p) const {
    GEOSGeometry* const point = GEOSGeom_createPointFromXY_r(geos_.context(), p.x * 1e3, p.y * 1e3);
    const bool result = GEOSPreparedIntersects_r(geos_.context(), prepared_, point) == 1;
    GEOSGeom_destroy_r(geos_.context(), point);
    return result;
  }

 private:
  geos geos_;
  geos::geometry whole_;
  const GEOSPreparedGeometry* prepared_;
};

// A way with corners, walked at changing speed, with pauses: where it is at a fraction of the time.
struct true_way {
  std::vector<point_m> corners;
  std::vector<double> at_s;

  [[nodiscard]] point_m at(double t) const {
    std::size_t i = 1;
    while (i + 1 < corners.size() && at_s[i] < t) {
      ++i;
    }
    const double span = at_s[i] - at_s[i - 1];
    const double f = span <= 0.0 ? 1.0 : std::clamp((t - at_s[i - 1]) / span, 0.0, 1.0);
    return {corners[i - 1].x + f * (corners[i].x - corners[i - 1].x),
            corners[i - 1].y + f * (corners[i].y - corners[i - 1].y)};
  }
};

true_way random_way(random_engine& random, double cap_mps) {
  true_way way;
  way.corners.push_back(around(random, {0, 0}, uniform(random, 0.0, 500.0)));
  way.at_s.push_back(0.0);
  const int corners = std::uniform_int_distribution{1, 4}(random);
  for (int i = 0; i < corners; ++i) {
    const point_m from = way.corners.back();
    const point_m to = around(random, from, uniform(random, 1.0, 300.0));
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    const double speed =
        uniform(random, 0.0, 1.0) < 0.5 ? cap_mps : cap_mps * uniform(random, 0.1, 1.0);
    way.corners.push_back(to);
    way.at_s.push_back(way.at_s.back() + length / speed);
    if (uniform(random, 0.0, 1.0) < 0.2) {
      way.corners.push_back(to);
      way.at_s.push_back(way.at_s.back() + uniform(random, 0.1, 20.0));
    }
  }
  return way;
}

fix noisy_fix(random_engine& random, point_m truth, double error_m, std::int64_t at_ms) {
  const point_m seen = around(random, truth, error_m * uniform(random, 0.0, 1.0));
  return {ms_to_instant(at_ms), on_grid(seen), static_cast<std::uint32_t>(error_m * 1e3) + 2};
}

presence_level level_at(const std::vector<presence_line::run>& runs, std::int64_t ms) {
  const instant t = ms_to_instant(ms);
  for (const auto& r : runs) {
    if (r.from <= t && t < r.to) {
      return r.level;
    }
  }
  return presence_level::out;
}

// The best that Euclid allows: at each time the device is in a lens around both fixes. Boundary
// points 25 cm apart rule each other out by brute force.
struct best_bounds {
  double inner_ms = 0.0;
  double outer_ms = 0.0;
};

best_bounds exact_search(const leg& way, const area& shape) {
  const double dt = static_cast<double>((way.to.observed_at - way.from.observed_at).count());
  const double v = way.cap_mps * 1e-3;
  std::vector<std::pair<double, double>> on_boundary;
  for (std::size_t r = 0; r < shape.ring_count(); ++r) {
    plane_point a = shape.ring(r).back();
    for (const plane_point b : shape.ring(r)) {
      const int steps = 1 + static_cast<int>(distance_m(a, b) * 4.0);
      for (int i = 0; i < steps; ++i) {
        const double f = static_cast<double>(i) / steps;
        const plane_point z{static_cast<std::int32_t>(a.x_mm + f * (b.x_mm - a.x_mm)),
                            static_cast<std::int32_t>(a.y_mm + f * (b.y_mm - a.y_mm))};
        const double from =
            std::max(0.0, (distance_m(way.from.at, z) - way.from.error_mm * 1e-3) / v);
        const double to =
            std::min(dt, dt - (distance_m(way.to.at, z) - way.to.error_mm * 1e-3) / v);
        if (from <= to) {
          on_boundary.emplace_back(from, to);
        }
      }
      a = b;
    }
  }
  std::sort(on_boundary.begin(), on_boundary.end());
  best_bounds best;
  double reached = 0.0;
  // Between the times at which it may be on the boundary it stays on one side: that of a point of
  // the straight line that both fixes allow.
  const double chord = distance_m(way.from.at, way.to.at);
  const auto free_span = [&](double from, double to) {
    const double t = (from + to) * 0.5;
    const double near_m = std::max(0.0, chord - way.to.error_mm * 1e-3 - v * (dt - t));
    const double far_m = std::min(chord, way.from.error_mm * 1e-3 + v * t);
    const double f = chord > 0.0 ? (near_m + far_m) * 0.5 / chord : 0.0;
    const plane_point on_line{
        static_cast<std::int32_t>(way.from.at.x_mm + f * (way.to.at.x_mm - way.from.at.x_mm)),
        static_cast<std::int32_t>(way.from.at.y_mm + f * (way.to.at.y_mm - way.from.at.y_mm))};
    if (to > from && shape.contains(on_line)) {
      best.inner_ms += to - from;
      best.outer_ms += to - from;
    }
  };
  for (const auto& [from, to] : on_boundary) {
    if (from > reached) {
      free_span(reached, from);
    }
    const double start = std::max(from, reached);
    if (to > start) {
      best.outer_ms += to - start;
      reached = to;
    }
  }
  free_span(reached, dt);
  return best;
}

int legs_to_try() {
  const char* const asked = std::getenv("BEATWATCH_LEGS");
  return asked == nullptr ? 125'000 : std::atoi(asked);
}

class random_legs : public testing::TestWithParam<std::uint64_t> {};

TEST_P(random_legs, hold_the_truth_between_inner_and_outer) {
  random_engine random{GetParam()};
  prism reader{15.0};
  double inner_ms = 0;
  double outer_ms = 0;
  double truth_ms = 0;
  best_bounds best;
  constexpr int legs_per_shape = 50;
  const int legs = legs_to_try();
  for (int tried = 0; tried < legs;) {
    const auto shape = random_shape(random);
    const area zone = to_area(shape);
    const truth_oracle oracle{shape};
    for (int i = 0; i < legs_per_shape && tried < legs; ++i, ++tried) {
      const double cap = uniform(random, 0.0, 1.0) < 0.5 ? 3.0 : 50.0;
      const double error = uniform(random, 0.0, 1.0) < 0.3 ? 0.0 : uniform(random, 1.0, 30.0);
      const true_way truth = random_way(random, cap);
      const auto dt_ms = static_cast<std::int64_t>(std::ceil(truth.at_s.back() * 1e3)) + 1;
      leg way{noisy_fix(random, truth.corners.front(), error, 0),
              noisy_fix(random, truth.corners.back(), error, dt_ms),
              cap,
              true,
              {}};
      std::vector<presence_line::run> runs;
      reader.read(way, zone, zone.distance(way.from.at), zone.distance(way.to.at), runs);

      std::vector<std::int64_t> times{0, dt_ms - 1};
      for (const auto& r : runs) {
        ASSERT_LT(r.from, r.to);
        for (const std::int64_t at : {instant_to_ms(r.from) - 1,
                                      instant_to_ms(r.from),
                                      instant_to_ms(r.to) - 1,
                                      instant_to_ms(r.to)}) {
          if (at >= 0 && at < dt_ms) {
            times.push_back(at);
          }
        }
      }
      for (int k = 0; k < 6; ++k) {
        times.push_back(std::uniform_int_distribution<std::int64_t>{0, dt_ms - 1}(random));
      }
      for (const std::int64_t at : times) {
        const bool inside = oracle.inside(truth.at(static_cast<double>(at) * 1e-3));
        const presence_level level = level_at(runs, at);
        if (level == presence_level::proved) {
          ASSERT_TRUE(inside) << "seed " << GetParam() << " leg " << tried << " at " << at << " ms";
        }
        if (inside) {
          ASSERT_NE(level, presence_level::out)
              << "seed " << GetParam() << " leg " << tried << " at " << at << " ms";
        }
      }
      presence_line line;
      for (const auto& r : runs) {
        line.append(r);
      }
      const presence_measure sum = measure(line, {ms_to_instant(0), ms_to_instant(dt_ms)});
      if (tried % 10 == 0) {
        inner_ms += static_cast<double>(sum.at_least_ms);
        outer_ms += static_cast<double>(sum.at_most_ms);
        const best_bounds exact = exact_search(way, zone);
        best.inner_ms += exact.inner_ms;
        best.outer_ms += exact.outer_ms;
        for (int k = 0; k < 50; ++k) {
          truth_ms += oracle.inside(truth.at(truth.at_s.back() * (k + 0.5) / 50))
                          ? static_cast<double>(dt_ms) / 50
                          : 0.0;
        }
      }
    }
  }
  std::printf(
      "seed %llu: %d legs, at least / truth / at most = %.3f / 1 / %.3f; of the best Euclidean "
      "bounds: inner %.3f, outer %.3f\n",
      static_cast<unsigned long long>(GetParam()),
      legs,
      inner_ms / truth_ms,
      outer_ms / truth_ms,
      inner_ms / best.inner_ms,
      outer_ms / best.outer_ms);
  EXPECT_GE(inner_ms, 0.9 * best.inner_ms);
  EXPECT_LE(outer_ms, 1.1 * best.outer_ms);
}

TEST(legs_at_rest, are_inside_all_through_or_outside_all_through) {
  random_engine random{7};
  prism reader{15.0};
  int proved = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto shape = random_shape(random);
    const area zone = to_area(shape);
    const truth_oracle oracle{shape};
    const point_m truth = around(random, {0, 0}, uniform(random, 0.0, 500.0));
    const double error = uniform(random, 0.0, 30.0);
    const leg way{
        noisy_fix(random, truth, error, 0), noisy_fix(random, truth, error, 60'000), 0.0, true, {}};
    std::vector<presence_line::run> runs;
    reader.read(way, zone, zone.distance(way.from.at), zone.distance(way.to.at), runs);
    presence_line line;
    for (const auto& r : runs) {
      line.append(r);
    }
    const presence_measure sum = measure(line, {ms_to_instant(0), ms_to_instant(60'000)});
    ASSERT_TRUE(sum.at_least_ms == 0 || sum.at_least_ms == 60'000);
    ASSERT_TRUE(sum.at_most_ms == 0 || sum.at_most_ms == 60'000);
    const bool inside = oracle.inside(truth);
    ASSERT_TRUE(inside || sum.at_least_ms == 0) << "leg " << i;
    ASSERT_TRUE(!inside || sum.at_most_ms == 60'000) << "leg " << i;
    // Two errors from the boundary nothing is left to doubt.
    const double clear_m = zone.distance(on_grid(truth)).signed_m;
    if (std::abs(clear_m) > 2.0 * error + 0.02) {
      ASSERT_EQ(sum.at_least_ms, clear_m > 0.0 ? 60'000 : 0) << "leg " << i;
      ASSERT_EQ(sum.at_most_ms, clear_m > 0.0 ? 60'000 : 0) << "leg " << i;
    }
    proved += sum.at_least_ms > 0 ? 1 : 0;
  }
  EXPECT_GT(proved, 1'000);
}

INSTANTIATE_TEST_SUITE_P(seeds, random_legs, testing::Range<std::uint64_t>(1, 9));

}  // namespace
}  // namespace beatwatch
