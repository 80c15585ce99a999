#include "engine/track/track.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace beatwatch {
namespace {

constexpr double cap_mps = 50.0;
const local_plane plane{{.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0}};

instant at_s(double seconds) {
  return ms_to_instant(1'000'000'000'000 + static_cast<std::int64_t>(seconds * 1e3));
}

fix good(double seconds, int x_m, int y_m = 0, std::uint32_t error_mm = 15'000) {
  return {at_s(seconds), {x_m * 1000, y_m * 1000}, error_mm, fix_standing::good};
}

fix poor(double seconds, int x_m) {
  fix f = good(seconds, x_m, 0, 300'000);
  f.standing = fix_standing::poor;
  return f;
}

std::vector<fix_standing> standings(const track& path) {
  std::vector<fix_standing> result;
  for (const fix& f : path.fixes()) {
    result.push_back(f.standing);
  }
  return result;
}

track track_of(const std::vector<fix>& fixes) {
  track path;
  for (const fix& f : fixes) {
    path.insert(f, cap_mps, plane);
  }
  return path;
}

constexpr auto stands = fix_standing::good;
constexpr auto jumps = fix_standing::jump;

TEST(track, a_fix_that_cannot_be_reached_is_a_jump) {
  track path;
  path.insert(good(0, 0), cap_mps, plane);
  const auto far = path.insert(good(10, 2'000), cap_mps, plane);
  EXPECT_EQ(far.reject, ping_reject::impossible_speed);
  EXPECT_FALSE(far.at_end);
  EXPECT_TRUE(far.rewritten.empty());
  const auto back = path.insert(good(20, 100), cap_mps, plane);
  EXPECT_FALSE(back.reject);
  EXPECT_TRUE(back.at_end);
  EXPECT_EQ(back.rewritten, (interval{at_s(0), at_s(20)}));
  EXPECT_EQ(standings(path), (std::vector{stands, jumps, stands}));
}

TEST(track, the_errors_of_both_fixes_are_allowed_for) {
  EXPECT_EQ(standings(track_of({good(0, 0), good(10, 530)})), (std::vector{stands, stands}));
  EXPECT_EQ(standings(track_of({good(0, 0), good(10, 531)})), (std::vector{stands, jumps}));
}

TEST(track, the_cap_grows_with_the_scale_of_the_plane) {
  // 300 km off the meridian the plane stretches by 0.11 %.
  EXPECT_EQ(standings(track_of({good(0, 300'000), good(100, 305'033)})),
            (std::vector{stands, stands}));
  EXPECT_EQ(standings(track_of({good(0, 0), good(100, 5'033)})), (std::vector{stands, jumps}));
}

TEST(track, three_jumps_that_agree_are_believed) {
  const track path = track_of({good(0, 0), good(5, 9'000), good(10, 9'100), good(15, 9'200)});
  EXPECT_EQ(standings(path), (std::vector{stands, jumps, jumps, stands}));
}

TEST(track, three_jumps_that_contradict_each_other_are_not) {
  const track path = track_of({good(0, 0), good(5, 9'000), good(10, -9'000), good(15, 9'200)});
  EXPECT_EQ(standings(path), (std::vector{stands, jumps, jumps, jumps}));
}

TEST(track, a_jump_is_judged_by_observed_times_whatever_came_first) {
  // In order of arrival the second fix is 2 km from the first; a late one lies between them.
  track path = track_of({good(0, 0), good(50, 2'000)});
  EXPECT_EQ(standings(path), (std::vector{stands, stands}));
  const auto late = path.insert(good(45, 100), cap_mps, plane);
  EXPECT_FALSE(late.reject);
  EXPECT_FALSE(late.at_end);
  EXPECT_EQ(late.rewritten, (interval{at_s(0), at_s(50)}));
  EXPECT_EQ(standings(path), (std::vector{stands, stands, jumps}));
}

TEST(track, late_fixes_can_restore_a_jump) {
  track path = track_of({good(0, 0), good(60, 9'000)});
  EXPECT_EQ(standings(path), (std::vector{stands, jumps}));
  path.insert(good(40, 8'000), cap_mps, plane);
  EXPECT_EQ(standings(path), (std::vector{stands, jumps, jumps}));
  const auto third = path.insert(good(50, 8'500), cap_mps, plane);
  EXPECT_EQ(third.reject, ping_reject::impossible_speed) << "of itself";
  EXPECT_EQ(standings(path), (std::vector{stands, jumps, jumps, stands}));
  EXPECT_EQ(third.rewritten, (interval{at_s(0), at_s(60)}));
}

TEST(track, a_poor_fix_is_kept_and_judges_nobody) {
  track path;
  path.insert(good(0, 0), cap_mps, plane);
  const auto taken = path.insert(poor(5, 50'000), cap_mps, plane);
  EXPECT_FALSE(taken.reject);
  EXPECT_FALSE(taken.at_end);
  EXPECT_TRUE(taken.rewritten.empty());
  EXPECT_TRUE(path.insert(good(10, 400), cap_mps, plane).at_end);
  EXPECT_EQ(standings(path), (std::vector{stands, fix_standing::poor, stands}));
}

TEST(track, the_same_fix_again_is_a_duplicate) {
  track path = track_of({good(0, 0), good(5, 100)});
  const auto again = path.insert(good(0, 0), cap_mps, plane);
  EXPECT_EQ(again.reject, ping_reject::duplicate);
  EXPECT_TRUE(again.rewritten.empty());
  EXPECT_EQ(path.fixes().size(), 2U);
}

TEST(track, the_same_place_again_with_a_smaller_error_is_a_duplicate_that_counts) {
  track path = track_of({good(0, 0), poor(5, 100), good(10, 200)});
  const auto again = path.insert(good(5, 100), cap_mps, plane);
  EXPECT_EQ(again.reject, ping_reject::duplicate);
  EXPECT_EQ(again.rewritten, (interval{at_s(0), at_s(10)}));
  EXPECT_EQ(standings(path), (std::vector{stands, stands, stands}));
}

TEST(track, of_two_places_at_one_time_the_smaller_error_stays_then_the_one_further_west_and_south) {
  const fix rough = good(5, 0, 0, 20'000);
  const fix west = good(5, 10, 40);
  const fix south = good(5, 20, 10);
  const fix north = good(5, 20, 30);
  std::vector<fix> order{rough, west, south, north};
  std::sort(order.begin(), order.end(), [](const fix& a, const fix& b) { return a.at < b.at; });
  do {
    const track path = track_of(order);
    ASSERT_EQ(path.fixes().size(), 1U);
    EXPECT_EQ(path.fixes().front().at, west.at);
  } while (std::next_permutation(
      order.begin(), order.end(), [](const fix& a, const fix& b) { return a.at < b.at; }));
  track path = track_of({south});
  EXPECT_EQ(path.insert(north, cap_mps, plane).reject, ping_reject::conflicting);
  EXPECT_EQ(path.fixes().front().at, south.at);
  const auto better = path.insert(west, cap_mps, plane);
  EXPECT_EQ(better.reject, ping_reject::conflicting);
  EXPECT_EQ(path.fixes().front().at, west.at);
}

TEST(track, forgets_what_no_leg_needs_any_more) {
  track path = track_of({good(0, 0), good(10, 100), good(20, 9'000), good(30, 300), good(40, 400)});
  path.forget_before(at_s(25));
  ASSERT_EQ(path.fixes().size(), 4U);
  EXPECT_EQ(path.fixes().front().observed_at, at_s(10));
  path.forget_before(at_s(10));
  EXPECT_EQ(path.fixes().front().observed_at, at_s(10));
}

// The standing of every fix, read off the rules: a jump cannot be reached from the last good fix;
// the third in a row that can be reached from the jump just before it is believed; a poor fix
// interrupts the row.
std::vector<fix_standing> judged(const std::vector<fix>& fixes) {
  std::vector<fix_standing> result;
  std::vector<const fix*> row;
  const fix* last_good = nullptr;
  for (const fix& f : fixes) {
    if (f.standing == fix_standing::poor) {
      row.clear();
      result.push_back(fix_standing::poor);
      continue;
    }
    const bool reached = last_good == nullptr || reachable(*last_good, f, cap_mps);
    if (!reached) {
      if (!row.empty() && !reachable(*row.back(), f, cap_mps)) {
        row.clear();
      }
      row.push_back(&f);
    }
    if (reached || row.size() == 3) {
      last_good = &f;
      row.clear();
      result.push_back(stands);
    } else {
      result.push_back(jumps);
    }
  }
  return result;
}

struct standing_leg {
  fix from;
  fix to;
};

std::vector<standing_leg> legs_of(const track& path) {
  std::vector<standing_leg> legs;
  std::optional<fix> before;
  for (const fix& f : path.fixes()) {
    if (f.standing == stands) {
      if (before) {
        legs.push_back({*before, f});
      }
      before = f;
    }
  }
  return legs;
}

bool equal(const standing_leg& a, const standing_leg& b) {
  return a.from.observed_at == b.from.observed_at && a.from.at == b.from.at &&
         a.to.observed_at == b.to.observed_at && a.to.at == b.to.at;
}

// Legs that are in one of the two and not in the other lie inside what was reported as rewritten.
void expect_told(const std::vector<standing_leg>& before,
                 const std::vector<standing_leg>& after,
                 interval rewritten) {
  const auto missing = [&](const auto& these, const auto& in_those) {
    for (const standing_leg& leg : these) {
      if (std::none_of(in_those.begin(), in_those.end(), [&](const standing_leg& other) {
            return equal(leg, other);
          })) {
        EXPECT_LE(rewritten.from, leg.from.observed_at);
        EXPECT_GE(rewritten.to, leg.to.observed_at);
      }
    }
  };
  missing(before, after);
  missing(after, before);
}

class random_arrivals : public testing::TestWithParam<std::uint64_t> {};

TEST_P(random_arrivals, give_the_track_that_observed_times_alone_decide) {
  std::mt19937_64 random{GetParam()};
  const auto below = [&random](int n) { return std::uniform_int_distribution{0, n - 1}(random); };
  for (int round = 0; round < 300; ++round) {
    std::vector<fix> fixes;
    int x_m = 0;
    for (int i = 0; i < 24; ++i) {
      x_m += below(7) == 0 ? 3'000 - below(6'000) : 200 - below(400);
      const double t = 5.0 * i - (below(4) == 0 ? 5.0 : 0.0);
      fixes.push_back(below(6) == 0 ? poor(t, x_m) : good(t, x_m, 0, 15'000U + 100U * below(3)));
    }
    std::map<instant, fix> kept;  // by the rule for two places at one time
    for (const fix& f : fixes) {
      const auto [known, fresh] = kept.try_emplace(f.observed_at, f);
      if (!fresh &&
          std::tie(f.error_mm, f.at) < std::tie(known->second.error_mm, known->second.at)) {
        known->second = f;
      }
    }
    std::vector<fix> sequence;
    for (const auto& [t, f] : kept) {
      sequence.push_back(f);
    }
    std::shuffle(fixes.begin(), fixes.end(), random);
    track path;
    for (const fix& f : fixes) {
      const auto before = legs_of(path);
      const auto taken = path.insert(f, cap_mps, plane);
      expect_told(before, legs_of(path), taken.rewritten);
    }
    ASSERT_EQ(path.fixes().size(), sequence.size());
    for (std::size_t i = 0; i < sequence.size(); ++i) {
      ASSERT_EQ(path.fixes()[i].at, sequence[i].at);
    }
    ASSERT_EQ(standings(path), judged(sequence)) << "seed " << GetParam() << " round " << round;
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, random_arrivals, testing::Range<std::uint64_t>(1, 9));

}  // namespace
}  // namespace beatwatch
