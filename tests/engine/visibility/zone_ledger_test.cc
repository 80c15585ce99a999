#include "engine/visibility/zone_ledger.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace beatwatch {
namespace {

constexpr duration minute = std::chrono::minutes{1};
constexpr int minutes = 40;

instant at_s(int seconds) { return ms_to_instant(1'772'834'400'000 + 1'000 * seconds); }
interval between_s(int from, int to) { return {at_s(from), at_s(to)}; }

TEST(zone_ledger, sums_whole_minutes) {
  zone_ledger ledger;
  const std::vector<presence_line::run> runs{{at_s(50), at_s(130), presence_level::proved},
                                             {at_s(130), at_s(140), presence_level::unknown}};
  const std::vector<interval> red{between_s(60, 100)};
  ledger.rewrite(between_s(0, 180), runs, clipped(runs, red), {});
  EXPECT_EQ(ledger.begin(), at_s(0));
  const auto all = ledger.sum(between_s(0, 180));
  EXPECT_EQ(all.presence, (presence_measure{80'000, 80'000, 80'000, 10'000}));
  EXPECT_EQ(all.red, (presence_measure{40'000, 40'000, 40'000, 0}));
  EXPECT_EQ(ledger.sum(between_s(60, 120)).presence.about_ms, 60'000);
  EXPECT_EQ(ledger.sum(between_s(120, 120)).presence.about_ms, 0);
}

TEST(zone_ledger, rewriting_a_minute_forgets_what_it_said_before) {
  zone_ledger ledger;
  const std::vector<presence_line::run> before{{at_s(0), at_s(180), presence_level::likely}};
  ledger.rewrite(between_s(0, 180), before, {}, {});
  const std::vector<presence_line::run> after{{at_s(60), at_s(70), presence_level::possible}};
  ledger.rewrite(between_s(60, 120), after, {}, {});
  const auto all = ledger.sum(between_s(0, 180));
  EXPECT_EQ(all.presence.about_ms, 120'000);
  EXPECT_EQ(all.presence.at_most_ms, 130'000);
  ledger.rewrite(between_s(0, 180), {}, {}, {});
  EXPECT_EQ(ledger.sum(between_s(0, 180)), zone_ledger::totals{});
}

TEST(zone_ledger, forgets_minutes_that_begin_before) {
  zone_ledger ledger;
  const std::vector<presence_line::run> runs{{at_s(0), at_s(180), presence_level::likely}};
  ledger.rewrite(between_s(0, 180), runs, {}, {});
  ledger.forget_before(at_s(61));
  EXPECT_EQ(ledger.begin(), at_s(120));
  EXPECT_EQ(ledger.sum(between_s(0, 180)).presence.about_ms, 60'000);
}

class random_minutes : public testing::TestWithParam<std::uint64_t> {};

TEST_P(random_minutes, sum_to_what_the_line_measures) {
  std::mt19937_64 random{GetParam()};
  const auto below = [&random](int n) { return std::uniform_int_distribution{0, n - 1}(random); };
  for (int round = 0; round < 100; ++round) {
    zone_ledger ledger;
    presence_line line;
    std::vector<interval> red;
    for (int t = below(300); t < minutes * 60; t += 1 + below(600)) {
      const int end = t + 1 + below(400);
      red.push_back(between_s(t, end));
      t = end;
    }
    for (int edit = 0; edit < 12; ++edit) {
      const int first = below(minutes);
      const int last = first + 1 + below(minutes - first);
      const interval within = between_s(60 * first, 60 * last);
      std::vector<presence_line::run> runs;
      for (instant t = within.from; t < within.to;) {
        const instant end = std::min(within.to, t + duration{1 + below(200'000)});
        const auto level = static_cast<presence_level>(below(6));
        if (level != presence_level::out) {
          runs.push_back({t, end, level});
        }
        t = end;
      }
      ledger.rewrite(within, runs, clipped(runs, red), {});
      line.replace(within, runs);
    }
    for (int i = 0; i < 20; ++i) {
      const int first = below(minutes);
      const interval within = between_s(60 * first, 60 * (first + 1 + below(minutes - first)));
      zone_ledger::totals expected{.presence = measure(line, within), .red = {}};
      for (const interval& window : red) {
        const presence_measure part = measure(line, intersection(window, within));
        expected.red.at_least_ms += part.at_least_ms;
        expected.red.about_ms += part.about_ms;
        expected.red.at_most_ms += part.at_most_ms;
        expected.red.unknown_ms += part.unknown_ms;
      }
      ASSERT_EQ(ledger.sum(within), expected) << "seed " << GetParam();
    }
    ASSERT_TRUE(line.empty() || ledger.begin() <= line.begin());
    ASSERT_TRUE(line.empty() || ledger.begin() + minute > line.begin());
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, random_minutes, testing::Range<std::uint64_t>(1, 5));

}  // namespace
}  // namespace beatwatch
