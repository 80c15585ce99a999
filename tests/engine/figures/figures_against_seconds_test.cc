// Figures of random shifts against brute force over every second: what was proved, likely and
// possible is drawn as sets of seconds, and what `place_evidence` says of them is made from these.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <span>
#include <vector>

#include "engine/base/interval_set.h"
#include "engine/figures/coverage.h"
#include "engine/figures/gaps.h"
#include "engine/figures/red_time_index.h"
#include "engine/figures/residual_cover.h"
#include "tests/support/place_evidence.h"

namespace beatwatch {
namespace {

constexpr std::int64_t told_s = 6 * 3600;
constexpr std::int64_t window_from_s = 2 * 3600;
constexpr std::int64_t cell_s = 60;

using seconds_set = std::vector<bool>;

instant at_s(std::int64_t s) { return at_min(0) + std::chrono::seconds{s}; }

struct drawn_shift {
  seconds_set proved = seconds_set(told_s);
  seconds_set likely = seconds_set(told_s);
  seconds_set possible = seconds_set(told_s);
  seconds_set red = seconds_set(told_s);
};

void draw(seconds_set& set, std::int64_t from, std::int64_t length) {
  for (std::int64_t s = std::max<std::int64_t>(from, 0); s < std::min(from + length, told_s); ++s) {
    set[static_cast<std::size_t>(s)] = true;
  }
}

drawn_shift random_shift(std::mt19937_64& random) {
  const auto below = [&random](std::uint64_t n) { return static_cast<std::int64_t>(random() % n); };
  drawn_shift shift;
  for (std::int64_t i = below(10); i > 0; --i) {
    const std::int64_t from = below(told_s);
    const std::int64_t length = 30 + below(1200);
    const std::int64_t early = below(200);
    draw(shift.likely, from, length);
    draw(shift.possible, from - early, length + early + below(200));
    if (below(3) > 0) {
      const std::int64_t late = below(static_cast<std::uint64_t>(length));
      draw(shift.proved, from + late, below(static_cast<std::uint64_t>(length - late) + 1));
    }
  }
  for (std::int64_t i = below(4); i > 0; --i) {
    draw(shift.red, below(told_s), 600 + below(7200));
  }
  return shift;
}

std::vector<interval> runs_of(const seconds_set& set) {
  std::vector<interval> runs;
  for (std::size_t s = 0; s < set.size(); ++s) {
    if (set[s]) {
      const auto at = static_cast<std::int64_t>(s);
      runs.push_back({at_s(at), at_s(at + 1)});
    }
  }
  return united(std::move(runs));
}

presence_measure measure_of(const drawn_shift& shift, interval span, bool red_only) {
  presence_measure sum;
  for (std::int64_t s = 0; s < told_s; ++s) {
    const auto i = static_cast<std::size_t>(s);
    if (span.contains(at_s(s)) && (!red_only || shift.red[i])) {
      sum.at_least_ms += shift.proved[i] ? 1000 : 0;
      sum.about_ms += shift.likely[i] ? 1000 : 0;
      sum.at_most_ms += shift.possible[i] ? 1000 : 0;
    }
  }
  return sum;
}

place_evidence evidence_of(const drawn_shift& shift) {
  place_evidence evidence{.window = {at_s(window_from_s), at_s(told_s)},
                          .told = {at_s(0), at_s(told_s)},
                          .red = runs_of(shift.red)};
  for (std::int64_t s = 0; s < told_s; s += cell_s) {
    const interval span{at_s(s), at_s(s + cell_s)};
    const presence_measure presence = measure_of(shift, span, false);
    if (presence.at_most_ms > 0) {
      evidence.cells.push_back({span, presence, measure_of(shift, span, true)});
    }
  }
  for (const interval& span : runs_of(shift.likely)) {
    evidence.visits.push_back({.zone = "Z",
                               .unit = "U",
                               .span = span,
                               .inside = measure_of(shift, span, false),
                               .pings = 5});
  }
  for (const interval& red : evidence.red) {
    if (evidence.window.contains(red.from)) {
      evidence.due.push_back(red);
    }
  }
  return evidence;
}

// Of the red seconds of the window, how many had one of `present` within `residual` before.
double brute_cover(const seconds_set& present, const seconds_set& red, std::int64_t residual_s) {
  std::int64_t last = -1'000'000'000;
  double covered = 0;
  double all = 0;
  for (std::int64_t s = 0; s < told_s; ++s) {
    const auto i = static_cast<std::size_t>(s);
    last = present[i] ? s : last;
    if (s >= window_from_s && red[i]) {
      all += 1;
      covered += s - last <= residual_s ? 1 : 0;
    }
  }
  return covered / all;
}

class figures_against_seconds : public testing::TestWithParam<int> {
 protected:
  std::mt19937_64 random{static_cast<std::uint64_t>(GetParam())};
  drawn_shift shift = random_shift(random);
  place_evidence evidence = evidence_of(shift);
};

TEST_P(figures_against_seconds, residual_cover_holds_the_truth) {
  constexpr std::array<duration, 3> after{
      std::chrono::seconds{300}, std::chrono::seconds{1800}, std::chrono::seconds{7200}};
  const auto found = residual_cover_shares(evidence, after);
  const bool any_red =
      std::any_of(shift.red.begin() + window_from_s, shift.red.end(), [](bool red) { return red; });
  ASSERT_EQ(found.size(), any_red ? after.size() : 0U);
  for (std::size_t i = 0; i < found.size(); ++i) {
    // Before the first second nothing is told of.
    constexpr double rounding = 1e-12;
    const std::int64_t residual_s = after[i] / std::chrono::seconds{1};
    const double about = brute_cover(shift.likely, shift.red, residual_s);
    EXPECT_NEAR(found[i].about, about, rounding);
    EXPECT_LE(found[i].at_least, brute_cover(shift.proved, shift.red, residual_s) + rounding);
    EXPECT_GE(found[i].at_most, brute_cover(shift.possible, shift.red, residual_s) - rounding);
    EXPECT_LE(found[i].at_least, found[i].about + rounding);
    EXPECT_LE(found[i].about, found[i].at_most + rounding);
    const estimate alone = residual_cover_shares(evidence, std::span{&after[i], 1}).front();
    EXPECT_EQ(found[i].at_least, alone.at_least) << "whatever is asked beside it";
    EXPECT_EQ(found[i].about, alone.about);
    EXPECT_EQ(found[i].at_most, alone.at_most);
  }
}

TEST_P(figures_against_seconds, gaps_are_those_of_the_seconds) {
  const gap_figures found = gaps_of(evidence);
  std::size_t ended = 0;
  std::size_t cut_off = 0;
  std::int64_t longest = 0;
  for (std::int64_t s = window_from_s, from = s; s <= told_s; ++s) {
    if (s == told_s || shift.likely[static_cast<std::size_t>(s)]) {
      if (s > from) {
        ++(from == window_from_s || s == told_s ? cut_off : ended);
        longest = std::max(longest, s - from);
      }
      from = s + 1;
    }
  }
  EXPECT_EQ(found.ended, ended);
  EXPECT_EQ(found.cut_off, cut_off);
  EXPECT_EQ(found.longest, std::chrono::seconds{longest});
}

TEST_P(figures_against_seconds, coverage_holds_the_truth) {
  const coverage_figures found = coverage_of(evidence);
  std::uint32_t proved = 0;
  std::uint32_t likely = 0;
  std::uint32_t possible = 0;
  for (const interval& window : evidence.due) {
    const presence_measure inside = measure_of(shift, window, false);
    proved += inside.at_least_ms > 0 ? 1 : 0;
    likely += inside.about_ms > 0 ? 1 : 0;
    possible += inside.at_most_ms > 0 ? 1 : 0;
  }
  EXPECT_EQ(found.due, evidence.due.size());
  EXPECT_LE(found.visited.at_least, proved);
  EXPECT_EQ(found.visited.about, likely);
  EXPECT_GE(found.visited.at_most, possible);
}

TEST_P(figures_against_seconds, red_time_index_is_that_of_the_seconds) {
  const auto found = red_time_index(evidence);
  const presence_measure all = measure_of(shift, evidence.window, false);
  const presence_measure red = measure_of(shift, evidence.window, true);
  const double red_s =
      static_cast<double>(std::count(shift.red.begin() + window_from_s, shift.red.end(), true));
  ASSERT_EQ(found.has_value(), red_s > 0 && all.at_most_ms > 0);
  if (found && all.about_ms > 0) {
    const double index = static_cast<double>(red.about_ms) / static_cast<double>(all.about_ms) /
                         (red_s / static_cast<double>(told_s - window_from_s));
    EXPECT_NEAR(found->about, index, 1e-12 * std::max(1.0, index));
    EXPECT_LE(found->at_least, index + 1e-12);
    EXPECT_GE(found->at_most, index - 1e-12);
  }
}

TEST_P(figures_against_seconds, the_chance_baseline_is_that_of_rotated_seconds) {
  const std::vector<interval> shifts{{at_s(0), at_s(window_from_s)},
                                     {at_s(window_from_s), at_s(told_s)}};
  const auto found = baseline_of(evidence, shifts);
  const bool any_visit =
      std::any_of(shift.likely.begin(), shift.likely.end(), [](bool there) { return there; });
  const bool any_red =
      std::any_of(shift.red.begin() + window_from_s, shift.red.end(), [](bool red) { return red; });
  ASSERT_EQ(found.has_value(), any_visit && any_red);
  if (!found) {
    return;
  }
  // Only the second shift has red time that counts.
  constexpr std::int64_t length = told_s - window_from_s;
  static_assert(length % (chance_baseline::shifted_times + 1) == 0);
  const auto red_after = [this](std::int64_t by) {
    std::int64_t sum = 0;
    for (std::int64_t s = 0; s < length; ++s) {
      const auto from = static_cast<std::size_t>(window_from_s + s);
      const auto to = static_cast<std::size_t>(window_from_s + (s + by) % length);
      sum += shift.likely[from] && shift.red[to] ? 1000 : 0;
    }
    return sum;
  };
  std::int64_t sum = 0;
  std::int64_t twice_below = 0;
  for (std::int64_t step = 1; step <= chance_baseline::shifted_times; ++step) {
    const std::int64_t red = red_after(step * length / (chance_baseline::shifted_times + 1));
    sum += red;
    twice_below += red < red_after(0) ? 2 : red == red_after(0) ? 1 : 0;
  }
  EXPECT_EQ(found->red_ms, red_after(0));
  EXPECT_EQ(found->mean_red_ms, sum / chance_baseline::shifted_times);
  EXPECT_EQ(found->below, twice_below / 2);
}

INSTANTIATE_TEST_SUITE_P(seeds, figures_against_seconds, testing::Range(0, 40));

}  // namespace
}  // namespace beatwatch
