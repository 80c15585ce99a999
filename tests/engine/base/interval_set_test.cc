#include "engine/base/interval_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace beatwatch {
namespace {

constexpr std::int64_t end_ms = 200;

std::vector<interval> random_intervals(std::mt19937_64& random) {
  std::vector<interval> all;
  for (std::uint64_t i = random() % 8; i > 0; --i) {
    const auto from = static_cast<std::int64_t>(random() % end_ms);
    all.push_back(
        {ms_to_instant(from), ms_to_instant(from + static_cast<std::int64_t>(random() % 40) - 3)});
  }
  return all;
}

bool is_in_any(const std::vector<interval>& set, std::int64_t ms) {
  return std::any_of(
      set.begin(), set.end(), [ms](const interval& i) { return i.contains(ms_to_instant(ms)); });
}

void expect_canonical(const std::vector<interval>& set) {
  for (std::size_t i = 0; i < set.size(); ++i) {
    EXPECT_FALSE(set[i].empty());
    EXPECT_TRUE(i == 0 || set[i - 1].to < set[i].from);
  }
}

TEST(interval_set, agrees_with_sets_of_milliseconds) {
  std::mt19937_64 random{1};
  for (int round = 0; round < 500; ++round) {
    const auto some = random_intervals(random);
    const auto others = random_intervals(random);
    const auto a = united(some);
    const auto b = united(others);
    const auto both = common(a, b);
    const interval within{ms_to_instant(20), ms_to_instant(150)};
    const auto rest = without(within, a);
    expect_canonical(a);
    expect_canonical(both);
    std::int64_t length = 0;
    for (std::int64_t ms = -5; ms < end_ms + 50; ++ms) {
      ASSERT_EQ(is_in_any(a, ms), is_in_any(some, ms));
      ASSERT_EQ(holds(a, ms_to_instant(ms)), is_in_any(some, ms));
      ASSERT_EQ(is_in_any(both, ms), is_in_any(some, ms) && is_in_any(others, ms));
      ASSERT_EQ(is_in_any(rest, ms), within.contains(ms_to_instant(ms)) && !is_in_any(some, ms));
      length += is_in_any(a, ms) ? 1 : 0;
    }
    ASSERT_EQ(total_length(a).count(), length);
  }
}

}  // namespace
}  // namespace beatwatch
