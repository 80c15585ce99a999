#include "engine/base/quantile_sketch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace beatwatch {
namespace {

TEST(quantile_sketch, tells_nothing_of_nothing) {
  EXPECT_EQ(quantile_sketch{}.quantile(500), std::nullopt);
  EXPECT_EQ(quantile_sketch{}.count(), 0U);
}

TEST(quantile_sketch, is_exact_below_eight_milliseconds) {
  for (int ms = -7; ms < 8; ++ms) {
    quantile_sketch one;
    one.add(duration{ms});
    EXPECT_EQ(one.quantile(500), duration{ms});
  }
}

TEST(quantile_sketch, is_off_by_an_eighth_at_most) {
  for (std::int64_t ms = 8; ms < 2'000'000'000; ms += 1 + ms / 50) {
    quantile_sketch one;
    one.add(duration{ms});
    const std::int64_t told = one.quantile(500)->count();
    EXPECT_LE(std::abs(told - ms) * 8, ms) << ms;
    quantile_sketch other;
    other.add(duration{-ms});
    EXPECT_EQ(other.quantile(500)->count(), -told);
  }
}

TEST(quantile_sketch, agrees_with_sorted_durations_in_any_order) {
  std::mt19937_64 random{7};
  for (int round = 0; round < 20; ++round) {
    std::vector<std::int64_t> values(1 + random() % 500);
    for (auto& value : values) {
      value = static_cast<std::int64_t>(random() % (std::uint64_t{1} << (1 + random() % 30))) -
              static_cast<std::int64_t>(random() % 5'000);
    }
    quantile_sketch sketch;
    quantile_sketch halves;
    for (std::size_t i = 0; i < values.size(); ++i) {
      sketch.add(duration{values[i]});
    }
    quantile_sketch second;
    for (std::size_t i = values.size(); i > 0; --i) {
      (i % 2 == 0 ? halves : second).add(duration{values[i - 1]});
    }
    halves.add(second);
    std::sort(values.begin(), values.end());
    for (const std::uint32_t permille : {1U, 50U, 500U, 950U, 1000U}) {
      const std::size_t rank = std::max<std::size_t>(1, (values.size() * permille + 999) / 1000);
      const std::int64_t truth = values[rank - 1];
      const std::int64_t told = sketch.quantile(permille)->count();
      EXPECT_LE(std::abs(told - truth) * 8, std::abs(truth)) << truth;
      EXPECT_EQ(halves.quantile(permille)->count(), told);
    }
  }
}

TEST(quantile_sketch, puts_whatever_is_beyond_24_days_into_one_bucket) {
  quantile_sketch sketch;
  sketch.add(duration::max());
  sketch.add(duration::min());
  sketch.add(duration{std::int64_t{1} << 40U});
  EXPECT_EQ(sketch.count(), 3U);
  EXPECT_GT(sketch.quantile(1000)->count(), std::int64_t{1} << 30U);
  EXPECT_LT(sketch.quantile(1)->count(), -(std::int64_t{1} << 30U));
}

}  // namespace
}  // namespace beatwatch
