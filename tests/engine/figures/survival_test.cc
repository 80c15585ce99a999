#include "engine/figures/survival.h"

#include <gtest/gtest.h>

#include <vector>

namespace beatwatch {
namespace {

constexpr duration weeks(int count) { return duration{count}; }

// Weeks of remission, treated group: Freireich et al., Blood 21, 1963, the example of every
// textbook. S = 0.857 after 6 weeks, 0.807 (7), 0.753 (10), 0.690 (13), 0.627 (16), 0.538 (22),
// 0.448 (23).
std::vector<observed_length> remissions() {
  std::vector<observed_length> all;
  for (const int ended : {6, 6, 6, 7, 10, 13, 16, 22, 23}) {
    all.push_back({weeks(ended), true});
  }
  for (const int cut_off : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) {
    all.push_back({weeks(cut_off), false});
  }
  return all;
}

TEST(survival, agrees_with_a_textbook) {
  EXPECT_EQ(survival_quantile(remissions(), 0.86), weeks(6));
  EXPECT_EQ(survival_quantile(remissions(), 0.85), weeks(7));
  EXPECT_EQ(survival_quantile(remissions(), 0.75), weeks(13));
  EXPECT_EQ(survival_quantile(remissions(), 0.5), weeks(23));
  EXPECT_FALSE(survival_quantile(remissions(), 0.4)) << "too many were cut off";
}

TEST(survival, without_cut_off_lengths_it_is_the_plain_quantile) {
  std::vector<observed_length> lengths;
  for (int i = 1; i <= 10; ++i) {
    lengths.push_back({weeks(i)});
  }
  EXPECT_EQ(survival_quantile(lengths, 0.5), weeks(5));
  EXPECT_EQ(survival_quantile(lengths, 0.1), weeks(9));
}

TEST(survival, of_nothing_or_of_what_never_ended_nothing_is_known) {
  EXPECT_FALSE(survival_quantile({}, 0.5));
  const std::vector<observed_length> open{{weeks(3), false}};
  EXPECT_FALSE(survival_quantile(open, 0.5));
}

}  // namespace
}  // namespace beatwatch
