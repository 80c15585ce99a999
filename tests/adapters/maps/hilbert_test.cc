#include "adapters/maps/hilbert.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace beatwatch {
namespace {

TEST(hilbert, goes_from_each_point_of_a_square_to_one_beside_it) {
  constexpr std::int32_t side = 32;
  for (const plane_point corner :
       {plane_point{0, 0}, plane_point{-side, 0}, plane_point{4096, -64}}) {
    std::vector<std::pair<std::uint64_t, plane_point>> walk;
    for (std::int32_t x = 0; x < side; ++x) {
      for (std::int32_t y = 0; y < side; ++y) {
        const plane_point p{corner.x_mm + x, corner.y_mm + y};
        walk.emplace_back(along_hilbert_curve(p), p);
      }
    }
    std::sort(walk.begin(), walk.end());
    for (std::size_t i = 1; i < walk.size(); ++i) {
      const plane_point a = walk[i - 1].second;
      const plane_point b = walk[i].second;
      ASSERT_EQ(walk[i].first, walk[i - 1].first + 1);
      ASSERT_EQ(std::abs(a.x_mm - b.x_mm) + std::abs(a.y_mm - b.y_mm), 1);
    }
  }
}

}  // namespace
}  // namespace beatwatch
