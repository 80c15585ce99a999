#include "engine/roads/rising_places.h"

#include <cstddef>

namespace beatwatch {
namespace {

// Fixes at one place.
struct pool {
  double mean = 0.0;
  std::size_t fixes = 0;

  void join(const pool& other) {
    const std::size_t both = fixes + other.fixes;
    mean = (mean * static_cast<double>(fixes) + other.mean * static_cast<double>(other.fixes)) /
           static_cast<double>(both);
    fixes = both;
  }
};

}  // namespace

std::vector<double> rising_places(std::span<const place_along> along) {
  std::vector<fix_by_road> fixes;
  for (const place_along& p : along) {
    fixes.push_back(p.fix);
  }
  const std::vector<double> ahead = ahead_mm(fixes);
  std::vector<pool> pools;
  for (std::size_t i = 0; i < along.size(); ++i) {
    pools.push_back({along[i].progress - ahead[i] * along[i].per_mm, 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean > pools.back().mean) {
      const pool last = pools.back();
      pools.pop_back();
      pools.back().join(last);
    }
  }
  std::vector<double> places;
  for (const pool& p : pools) {
    places.insert(places.end(), p.fixes, p.mean);
  }
  return places;
}

}  // namespace beatwatch
