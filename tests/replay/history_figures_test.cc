// Figures of zones and levels over a history, against its rows and the engine's own answers.
#include "replay/history_figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "adapters/history/history_evidence.h"
#include "adapters/history/history_query.h"
#include "engine/base/interval_set.h"
#include "tests/support/built_history.h"

namespace beatwatch {
namespace {

using std::chrono::hours;
using testing::HasSubstr;

constexpr instant first_hour = ms_to_instant(1'780'689'600'000);  // 2026-06-05T20:00:00Z
constexpr interval whole{first_hour, first_hour + hours{10}};
const std::string from = "2026-06-05T20:00:00Z";
const std::string to = "2026-06-06T06:00:00Z";

// Built once: it takes seconds.
const built_history& town() {
  static const built_history made;
  return made;
}

std::map<std::string, std::set<std::string>> zones_by_level() {
  std::map<std::string, std::set<std::string>> zones;
  for (const zone& one : town().journal().zone_sets().front()->zones) {
    for (const auto& names : one.levels) {
      std::string path;
      for (const std::string& name : names) {
        path += (path.empty() ? "" : "/") + name;
        zones[path].insert(one.name);
      }
    }
  }
  return zones;
}

TEST(history_figures, hours_of_a_level_are_what_the_engine_answers) {
  sqlite_database file = town().open();
  const history_query query{file};
  std::size_t rows = 0;
  for (const auto& [level, zones] : zones_by_level()) {
    std::map<instant, presence_measure> told;
    for (const hour_figures& hour : query.hours_of_level(level, whole)) {
      told[hour.from] = hour.presence;
    }
    rows += told.size();
    for (instant t = whole.from; t < whole.to; t += hours{1}) {
      const auto answer = town().journal().engine().level_presence(level, {t, t + hours{1}});
      ASSERT_TRUE(answer.has_value()) << level;
      EXPECT_EQ(told[t], answer->presence) << level;
    }
  }
  EXPECT_GT(rows, 10U);
}

TEST(history_figures, a_level_has_no_less_than_its_zones_and_no_more_than_their_sum) {
  sqlite_database file = town().open();
  const history_query query{file};
  std::map<std::string, presence_measure> by_zone;
  for (const zone_figures& one : query.zones(whole)) {
    by_zone[one.zone] = one.presence;
  }
  const auto zones = zones_by_level();
  ASSERT_EQ(query.levels(whole).size(), zones.size());
  for (const level_figures& level : query.levels(whole)) {
    std::int64_t most = 0;
    std::int64_t sum = 0;
    for (const std::string& zone : zones.at(level.level)) {
      most = std::max(most, by_zone[zone].about_ms);
      sum += by_zone[zone].about_ms;
    }
    EXPECT_GE(level.presence.about_ms, most) << level.level;
    EXPECT_LE(level.presence.about_ms, sum) << level.level;
    EXPECT_LE(level.presence.about_ms, whole.length().count());
  }
}

TEST(history_figures, visits_to_a_level_are_the_united_spans_of_those_to_its_zones) {
  sqlite_database file = town().open();
  const history_query query{file};
  const history_evidence history{file};
  for (const auto& [level, zones] : zones_by_level()) {
    std::map<std::string, std::vector<interval>> spans;
    for (const std::string& zone : zones) {
      for (const kept_visit& visit : query.visits_of(zone, whole)) {
        spans[visit.unit].push_back(visit.span);
      }
    }
    std::map<std::string, std::vector<interval>> found;
    const auto evidence = history.of_level(level, whole);
    ASSERT_TRUE(evidence);
    for (const counted_visit& visit : evidence->place.visits) {
      found[visit.unit].push_back(visit.span);
    }
    ASSERT_EQ(found.size(), spans.size()) << level;
    for (auto& [unit, all] : spans) {
      EXPECT_EQ(united(all), united(found[unit])) << level << " by " << unit;
      EXPECT_EQ(united(all).size(), found[unit].size()) << level << " by " << unit;
    }
  }
}

TEST(history_figures, of_a_zone_rest_on_its_hours_and_visits) {
  sqlite_database file = town().open();
  const history_query query{file};
  for (const zone_figures& one : query.zones(whole)) {
    const auto printed = printed_by([&one] {
      history_figures(
          {.file = town().file(), .zone = one.zone, .from = from, .to = to, .json = true});
    });
    const auto ms = [](const nlohmann::json& object, const char* key) {
      return object.contains(key) ? std::stoll(object.at(key).get<std::string>()) : 0;
    };
    const auto patrol = printed.value("patrol", nlohmann::json::object());
    EXPECT_EQ(ms(patrol, "at_least_ms"), one.presence.at_least_ms);
    EXPECT_EQ(ms(patrol, "about_ms"), one.presence.about_ms);
    EXPECT_EQ(ms(patrol, "at_most_ms"), one.presence.at_most_ms);
    EXPECT_EQ(printed.at("frequency").value("visits", 0), one.visits) << one.zone;
  }
}

TEST(history_figures, a_window_can_be_named_by_its_policing_day) {
  const std::string level = zones_by_level().begin()->first;
  const auto printed = printed_by([&level] {
    history_figures({.file = town().file(), .level = level, .day = "2026-06-05", .json = true});
  });
  EXPECT_EQ(printed.at("from_ms"), std::to_string(instant_to_ms(first_hour - hours{14})));
  EXPECT_EQ(printed.at("to_ms"), std::to_string(instant_to_ms(first_hour + hours{10})));
  EXPECT_TRUE(printed.at("frequency").contains("counted")) << "visits are counted by the day";
  EXPECT_GT(printed.at("zones"), 1);
}

TEST(history_figures, two_windows_compare_with_an_interval_and_never_a_bare_share) {
  const std::string zone = zones_by_level().begin()->second.begin()->c_str();
  const auto printed = printed_by([&zone] {
    history_figures({.file = town().file(),
                     .zone = zone,
                     .from = "2026-06-06T00:00:00Z",
                     .to = "2026-06-06T04:00:00Z",
                     .before_from = "2026-06-05T20:00:00Z",
                     .before_to = "2026-06-06T00:00:00Z",
                     .json = true});
  });
  const auto change = printed.at("visits");
  EXPECT_THAT(change.at("verdict").get<std::string>(),
              testing::AnyOf("more", "less", "cannot tell"));
  EXPECT_TRUE(change.contains("low") || change.contains("high"));
}

TEST(history_figures, what_is_not_there_is_said_in_one_line) {
  const auto refusal = [](const history_figures_options& options) {
    try {
      history_figures(options);
    } catch (const std::runtime_error& error) {
      return std::string{error.what()};
    }
    return std::string{};
  };
  const auto file = town().file();
  EXPECT_THAT(refusal({.file = file, .zone = "NOWHERE", .from = from, .to = to}),
              HasSubstr("no zone \"NOWHERE\""));
  EXPECT_THAT(refusal({.file = file, .level = "no/where", .from = from, .to = to}),
              HasSubstr("no level \"no/where\""));
  EXPECT_THAT(refusal({.file = file, .from = from, .to = to}), HasSubstr("expected a zone"));
  EXPECT_THAT(refusal({.file = file, .zone = "A", .from = from}), HasSubstr("or --day"));
  EXPECT_THAT(refusal({.file = file, .zone = "A", .day = "2026-06-05", .shift = "noon"}),
              HasSubstr("no shift \"noon\""));
}

}  // namespace
}  // namespace beatwatch
