#include "engine/roads/shared_error.h"

#include <cstddef>

namespace beatwatch {
namespace {

constexpr double slow_mm = 7'000.0;   // one standard deviation, each axis
constexpr double fresh_mm = 5'000.0;  // the same
constexpr double half_forgotten_ms = 45'000.0;

struct vector {
  double east = 0.0;
  double north = 0.0;
};

// Symmetric.
struct covariance {
  double east = slow_mm * slow_mm;
  double both = 0.0;
  double north = slow_mm * slow_mm;

  [[nodiscard]] vector times(vector v) const {
    return {east * v.east + both * v.north, both * v.east + north * v.north};
  }
  [[nodiscard]] vector divides(vector v) const {
    const double determinant = east * north - both * both;
    return {(north * v.east - both * v.north) / determinant,
            (east * v.north - both * v.east) / determinant};
  }
};

double dot(vector a, vector b) { return a.east * b.east + a.north * b.north; }

// The slow part of the error at a fix: told by the fixes before it, and by it too.
struct estimate {
  vector told_before;
  covariance unsure_before;
  double kept = 0.0;  // of the one at the fix before
  vector told;
  covariance unsure;
};

void take(estimate& at, const fix_by_road& fix) {
  at.told = at.told_before;
  at.unsure = at.unsure_before;
  if (!fix.road) {
    return;
  }
  const vector left{-fix.road->north, fix.road->east};
  const vector gain = at.unsure_before.times(left);
  const double variance = dot(left, gain) + fresh_mm * fresh_mm;
  const double surprise = (fix.left_mm - dot(left, at.told_before)) / variance;
  at.told.east += gain.east * surprise;
  at.told.north += gain.north * surprise;
  at.unsure.east -= gain.east * gain.east / variance;
  at.unsure.both -= gain.east * gain.north / variance;
  at.unsure.north -= gain.north * gain.north / variance;
}

estimate after(const estimate& before, duration time) {
  estimate at;
  at.kept = half_forgotten_ms / (half_forgotten_ms + static_cast<double>(time.count()));
  const double square = at.kept * at.kept;
  const double renewed = (1.0 - square) * slow_mm * slow_mm;
  at.told_before = {before.told.east * at.kept, before.told.north * at.kept};
  at.unsure_before = {before.unsure.east * square + renewed,
                      before.unsure.both * square,
                      before.unsure.north * square + renewed};
  return at;
}

}  // namespace

std::vector<double> ahead_mm(std::span<const fix_by_road> fixes) {
  std::vector<estimate> slow(fixes.size());
  for (std::size_t i = 0; i < fixes.size(); ++i) {
    if (i > 0) {
      slow[i] = after(slow[i - 1], fixes[i].observed_at - fixes[i - 1].observed_at);
    }
    take(slow[i], fixes[i]);
  }
  std::vector<double> ahead(fixes.size());
  for (std::size_t i = fixes.size(); i-- > 0;) {
    if (i + 1 < fixes.size()) {
      const estimate& next = slow[i + 1];
      const vector news{next.told.east - next.told_before.east,
                        next.told.north - next.told_before.north};
      const vector share = slow[i].unsure.times(next.unsure_before.divides(news));
      slow[i].told.east += next.kept * share.east;
      slow[i].told.north += next.kept * share.north;
    }
    if (const auto& road = fixes[i].road) {
      ahead[i] = dot({road->east, road->north}, slow[i].told);
    }
  }
  return ahead;
}

}  // namespace beatwatch
