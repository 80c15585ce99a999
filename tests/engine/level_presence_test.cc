// What the engine answers of levels, against what it answers of their zones.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "engine/engine.h"
#include "engine/figures/evidence.h"
#include "tests/support/random_shift.h"
#include "tests/support/seed_count.h"

namespace beatwatch {
namespace {

using std::chrono::minutes;

bool is_below(const std::vector<std::string>& names, const std::string& path) {
  std::string way;
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    way += (way.empty() ? "" : "/") + name;
    return way == path;
  });
}

// Zones of a level at an instant, by the zone sets as they were given.
std::vector<std::string> zones_of(const random_shift& shift, const std::string& path, instant t) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < shift.zone_sets.size(); ++i) {
    if (shift.activations[i].at > t) {
      break;
    }
    names.clear();
    for (const zone& z : shift.zone_sets[i]->zones) {
      if (std::any_of(z.levels.begin(), z.levels.end(), [&path](const auto& levels) {
            return is_below(levels, path);
          })) {
        names.push_back(z.name);
      }
    }
  }
  return names;
}

presence_measure most(const presence_measure& a, const presence_measure& b) {
  // A millisecond is unknown only where it is not possible: of the union, where no zone is
  // possible.
  const std::int64_t at_most = std::max(a.at_most_ms, b.at_most_ms);
  return {.at_least_ms = std::max(a.at_least_ms, b.at_least_ms),
          .about_ms = std::max(a.about_ms, b.about_ms),
          .at_most_ms = at_most,
          .unknown_ms = at_most > 0 ? 0 : std::max(a.unknown_ms, b.unknown_ms)};
}

class level_presence : public testing::TestWithParam<std::uint64_t> {
 protected:
  level_presence() {
    const auto events = events_shuffled(shift, random, {.pings = shift.settings.horizon / 2});
    auto next = events.begin();
    const instant now = shift.span.from + minutes{55};
    std::vector<event> part;
    for (; next != events.end() && next->received_at < now; ++next) {
      part.push_back(*next);
    }
    play(e, part, now);
    rest.assign(next, events.end());
  }

  random_shift shift = make_random_shift(GetParam(), {.roads = GetParam() % 2 == 0});
  std::mt19937_64 random{GetParam()};
  engine e = shift.make_engine();
  std::vector<event> rest;
};

TEST_P(level_presence, is_in_each_millisecond_the_union_over_its_zones) {
  ASSERT_FALSE(e.level_presence({shift.span.from, shift.span.to}).empty());
  for (int i = 0; i < 150; ++i) {
    const instant t = shift.span.from + minutes{20} +
                      duration{static_cast<std::int64_t>(random() % (35 * 60'000))};
    const interval moment{t, t + duration{1}};
    for (const presence_answer& level : e.level_presence(moment)) {
      presence_measure presence;
      presence_measure red;
      for (const std::string& zone : zones_of(shift, level.zone, t)) {
        const auto answer = e.presence(zone, moment);
        ASSERT_TRUE(answer);
        presence = most(presence, answer->presence);
        red = most(red, answer->red);
      }
      ASSERT_EQ(level.presence, presence) << level.zone << " at " << instant_to_ms(t);
      ASSERT_EQ(level.red, red) << level.zone << " at " << instant_to_ms(t);
    }
  }
}

TEST_P(level_presence, of_whole_minutes_stays_when_they_settle) {
  std::map<std::pair<std::string, instant>, presence_answer> told;
  // The last pings have come, and the last paths are matched.
  play(e, rest, shift.span.to + shift.settings.horizon / 2 + minutes{12});
  const interval late{shift.span.to - minutes{15}, shift.span.to};
  for (instant t = std::chrono::ceil<minutes>(late.from); t < late.to; t += minutes{1}) {
    for (const presence_answer& level : e.level_presence({t, t + minutes{1}})) {
      told[{level.zone, t}] = level;
    }
  }
  play(e, {}, shift.settled_at());
  for (const auto& [key, before] : told) {
    const auto after = e.level_presence(key.first, {key.second, key.second + minutes{1}});
    ASSERT_TRUE(after);
    EXPECT_EQ(after->presence, before.presence) << key.first;
    EXPECT_EQ(after->red, before.red) << key.first;
    EXPECT_EQ(after->officers, before.officers) << key.first;
  }
}

void expect_same(const presence_answer& level, const presence_answer& zone) {
  EXPECT_EQ(level.presence, zone.presence) << zone.zone;
  EXPECT_EQ(level.red, zone.red) << zone.zone;
  EXPECT_EQ(level.officers, zone.officers) << zone.zone;
  ASSERT_EQ(level.visits.has_value(), zone.visits.has_value()) << zone.zone;
  if (level.visits) {
    EXPECT_EQ(level.visits->at_least, zone.visits->at_least) << zone.zone;
    EXPECT_EQ(level.visits->about, zone.visits->about) << zone.zone;
  }
}

// A level that has that zone alone, in both sets.
TEST_P(level_presence, of_one_zone_is_what_the_zone_got) {
  // The day's counts of a zone are those of the last whole minute in which something was told of
  // it.
  play(e, rest, shift.span.to + minutes{12} + duration{1});
  std::size_t compared = 0;
  std::uint32_t visits = 0;
  for (const bool all_is_settled : {false, true}) {
    if (all_is_settled) {
      play(e, {}, shift.settled_at());
    }
    for (const presence_answer& level : e.level_presence(shift.second_day)) {
      const std::string zone = level.zone.substr(std::string{"only-"}.size());
      const auto in_both = [&](const std::string& name) {
        return std::all_of(shift.zone_sets.begin(), shift.zone_sets.end(), [&](const auto& set) {
          const auto place = set->find(name);
          const auto levels = place ? level_paths(set->zones[*place]) : std::vector<std::string>{};
          return std::count(levels.begin(), levels.end(), level.zone) == 1;
        });
      };
      if (!level.zone.starts_with("only-") || !in_both(zone)) {
        continue;
      }
      ++compared;
      visits += level.visits.value().at_most;
      for (const interval window : {shift.first_day,
                                    shift.second_day,
                                    interval{shift.span.from + minutes{3}, shift.span.to},
                                    interval{shift.span.to - minutes{20}, shift.span.to}}) {
        const auto of_level = e.level_presence(level.zone, window);
        const auto of_zone = e.presence(zone, window);
        ASSERT_TRUE(of_level && of_zone);
        expect_same(*of_level, *of_zone);
        // A day of a zone is told as last published; a level is read when it is asked, and what may
        // have been moves on meanwhile.
        const bool as_published =
            !all_is_settled && (window == shift.first_day || window == shift.second_day);
        if (of_level->visits && !as_published) {
          EXPECT_EQ(of_level->visits->at_most, of_zone->visits->at_most) << zone;
        }
      }
    }
  }
  EXPECT_GT(compared, 2U);
  EXPECT_GT(visits, 0U);
}

TEST_P(level_presence, counts_an_officer_no_less_than_in_any_zone_and_no_more_than_in_all) {
  play(e, rest, shift.span.to + minutes{12});
  for (const presence_answer& level : e.level_presence(shift.second_day)) {
    presence_measure most_of_one;
    presence_measure of_all;
    for (const std::string& zone : zones_of(shift, level.zone, shift.second_day.from)) {
      const auto answer = e.presence(zone, shift.second_day);
      ASSERT_TRUE(answer);
      most_of_one = most(most_of_one, answer->officers.value());
      of_all += answer->officers.value();
    }
    ASSERT_TRUE(level.officers);
    EXPECT_GE(level.officers->about_ms, most_of_one.about_ms) << level.zone;
    EXPECT_LE(level.officers->about_ms, of_all.about_ms) << level.zone;
    EXPECT_GE(level.officers->at_most_ms, most_of_one.at_most_ms) << level.zone;
    EXPECT_LE(level.officers->at_most_ms, of_all.at_most_ms) << level.zone;
  }
}

TEST_P(level_presence, of_a_level_that_is_none_is_not_known) {
  EXPECT_FALSE(e.level_presence("force/nowhere", shift.span));
  EXPECT_FALSE(e.level_presence("", shift.span));
  EXPECT_TRUE(e.level_presence("force", shift.span));
}

INSTANTIATE_TEST_SUITE_P(seeds,
                         level_presence,
                         testing::Range<std::uint64_t>(1, 1 + seed_count(6)));

}  // namespace
}  // namespace beatwatch
