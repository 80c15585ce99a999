#include "replay/history_prune.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "adapters/history/history_retention.h"
#include "adapters/history/row_digest.h"
#include "tests/support/built_history.h"

namespace beatwatch {
namespace {

using testing::HasSubstr;

constexpr const char* after_all = "2026-06-06T06:00:00Z";

std::string figures(sqlite_database& file) {
  return rows_of(file, "SELECT * FROM visit_figures ORDER BY 1, 2") +
         rows_of(file, "SELECT * FROM presence_figures ORDER BY fid") +
         rows_of(file, "SELECT * FROM trail_figures ORDER BY 1") +
         rows_of(file, "SELECT * FROM gate_figures ORDER BY 1, 2, 3") +
         rows_of(file, "SELECT * FROM incident_figures ORDER BY 1, 2");
}

nlohmann::json prune(const built_history& made, history_prune_options options) {
  options.file = made.file();
  options.json = true;
  return printed_by([&] { history_prune(options); });
}

std::string complaint(const built_history& made, history_prune_options options) {
  try {
    prune(made, std::move(options));
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "none";
}

TEST(history_prune, leaves_the_figures_as_they_were) {
  const built_history made;
  std::string before;
  {
    sqlite_database file = made.open();
    before = figures(file);
  }
  const nlohmann::json report = prune(made, {.before = after_all});
  sqlite_database file = made.open();
  EXPECT_EQ(figures(file), before);
  for (const char* const table : {"trails",
                                  "gate_pass_revisions",
                                  "visit_revisions",
                                  "presence_by_hour",
                                  "visits",
                                  "presence"}) {
    EXPECT_EQ(number_of(file, "SELECT count(*) FROM " + std::string{table}), 0) << table;
  }
  EXPECT_GT(report.at("trails").at("rows removed"), 1'000);
  EXPECT_GT(report.at("visits").at("rows removed"), 100);
  EXPECT_EQ(rows_of(file, "PRAGMA foreign_key_check"), "");
}

TEST(history_prune, goes_step_by_step_to_the_same_figures) {
  const built_history made;
  std::string before;
  {
    sqlite_database file = made.open();
    before = figures(file);
  }
  for (const char* const until :
       {"2026-06-05T21:10:00Z", "2026-06-05T21:40:00Z", "2026-06-05T22:00:00Z", after_all}) {
    prune(made, {.before = until});
    sqlite_database file = made.open();
    EXPECT_EQ(figures(file), before) << until;
  }
}

TEST(history_prune, seals_the_digest_of_exactly_what_it_removes) {
  const built_history made;
  std::string expected;
  std::int64_t rows = 0;
  const std::string old = "event_ms < 1780693800000";  // 2026-06-05T21:10:00Z
  {
    sqlite_database file = made.open();
    const std::string old_passes =
        "pass IN (SELECT pass FROM gate_pass_revisions GROUP BY pass HAVING max(end_ms) <= "
        "1780693800000)";
    const digest trails = row_digest(file, "trails", old, "unit, event_ms");
    expected =
        to_hex(row_digest(file, "gate_pass_revisions", old_passes, "pass, revision", trails));
    const std::int64_t passes =
        number_of(file, "SELECT count(*) FROM gate_pass_revisions WHERE " + old_passes);
    ASSERT_GT(passes, 0);
    rows = number_of(file, "SELECT count(*) FROM trails WHERE " + old) + passes;
  }
  ASSERT_GT(rows, 0);
  const nlohmann::json report =
      prune(made, {.before = "2026-06-05T21:10:00Z", .classes = {"trails"}});
  EXPECT_EQ(report.size(), 1U);
  EXPECT_EQ(report.at("trails").at("digest of what was removed"), expected);
  EXPECT_EQ(report.at("trails").at("rows removed"), rows);
  sqlite_database file = made.open();
  EXPECT_EQ(rows_of(file, "SELECT class, removed, removed_digest FROM prunings"),
            "trails|" + std::to_string(rows) + '|' + expected + "|\n");
  EXPECT_EQ(number_of(file, "SELECT count(*) FROM trails WHERE " + old), 0);
  EXPECT_GT(number_of(file, "SELECT count(*) FROM trails"), 0);
}

TEST(history_prune, leaves_no_byte_of_a_deleted_trail_behind) {
  const built_history made;
  prune(made, {.before = after_all, .classes = {"trails"}});
  std::ifstream in{made.file(), std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  const std::string point{"GP\0\1\xE6\x10\0\0\1\1\0\0\0", 13};
  std::int64_t points = 0;
  for (std::size_t at = bytes.find(point); at != std::string::npos;
       at = bytes.find(point, at + 1)) {
    ++points;
  }
  sqlite_database file = made.open();
  EXPECT_EQ(points,
            number_of(file, "SELECT count(*) FROM incident_revisions WHERE geom IS NOT NULL"));
}

TEST(history_prune, a_hold_keeps_its_zone_and_time_and_all_trails_of_the_time) {
  const built_history made;
  std::string zone;
  std::string held_visits;
  std::string held_presence;
  std::string held_trails;
  const std::string visits_in =
      "SELECT visit, revision FROM visit_revisions WHERE visit IN (SELECT visit FROM"
      " visit_revisions WHERE zone = '";
  const std::string in_time =
      "' AND start_ms < 1780696800000 AND end_ms >= 1780693200000) ORDER BY 1, 2";
  const std::string presence_in =
      "SELECT fid FROM presence_by_hour WHERE start_ms = 1780693200000 AND zone = '";
  const std::string trails_in =
      "SELECT unit, event_ms FROM trails WHERE event_ms >= 1780693200000 AND"
      " event_ms < 1780696800000 ORDER BY 1, 2";
  {
    sqlite_database file = made.open();
    zone = rows_of(file, "SELECT zone FROM visits GROUP BY zone ORDER BY count(*) DESC LIMIT 1");
    zone = zone.substr(0, zone.find('|'));
    held_visits = rows_of(file, visits_in + zone + in_time);
    held_presence = rows_of(file, presence_in + zone + "'");
    held_trails = rows_of(file, trails_in);
  }
  ASSERT_FALSE(held_visits.empty() || held_presence.empty() || held_trails.empty());
  const auto holds = made.folder() / "holds.csv";
  std::ofstream{holds} << "zone,from,to,reason\n"
                       << zone << ",2026-06-05T21:00:00Z,2026-06-05T22:00:00Z,inquest\n";
  const nlohmann::json report = prune(made, {.before = after_all, .holds = holds});
  sqlite_database file = made.open();
  EXPECT_EQ(rows_of(file, "SELECT visit, revision FROM visit_revisions ORDER BY 1, 2"),
            held_visits);
  EXPECT_EQ(rows_of(file, "SELECT fid FROM presence_by_hour"), held_presence);
  EXPECT_EQ(rows_of(file, "SELECT unit, event_ms FROM trails ORDER BY 1, 2"), held_trails);
  EXPECT_EQ(report.at("presence").at("rows held"), 1);
  EXPECT_EQ(rows_of(file, "SELECT zone, reason FROM pruning_holds LIMIT 1"), zone + "|inquest|\n");
}

TEST(history_prune, a_hold_keeps_the_passes_of_its_time_with_the_trails) {
  const built_history made;
  const std::string in_time =
      "SELECT pass, revision FROM gate_pass_revisions WHERE pass IN (SELECT pass FROM"
      " gate_pass_revisions WHERE start_ms < 1780696800000 AND end_ms > 1780693200000)"
      " ORDER BY 1, 2";
  std::string held;
  {
    sqlite_database file = made.open();
    held = rows_of(file, in_time);
  }
  ASSERT_FALSE(held.empty());
  const auto holds = made.folder() / "holds.csv";
  std::ofstream{holds} << "zone,from,to,reason\n"
                       << "BLOCK-01,2026-06-05T21:00:00Z,2026-06-05T22:00:00Z,inquest\n";
  prune(made, {.before = after_all, .classes = {"trails"}, .holds = holds});
  sqlite_database file = made.open();
  EXPECT_EQ(rows_of(file, "SELECT pass, revision FROM gate_pass_revisions ORDER BY 1, 2"), held);
}

TEST(history_prune, a_rebuild_does_not_bring_back_what_was_deleted) {
  built_history made;
  const auto holds = made.folder() / "holds.csv";
  std::ofstream{holds} << "zone,from,to,reason\n,2026-06-05T21:00:00Z,2026-06-05T21:20:00Z,claim\n";
  prune(made, {.before = "2026-06-05T22:00:00Z", .holds = holds});
  std::string before;
  digest rows{};
  {
    sqlite_database file = made.open();
    before = figures(file);
    rows = history_digest(file);
  }
  made.build();
  sqlite_database file = made.open();
  EXPECT_EQ(history_digest(file), rows);
  EXPECT_EQ(figures(file), before);
}

TEST(history_prune, keeps_a_class_so_many_days_longer) {
  const built_history made;
  const nlohmann::json report =
      prune(made, {.before = after_all, .keep_days = {"visits=1", "trails=0"}});
  EXPECT_EQ(report.at("visits").at("rows removed"), 0);
  EXPECT_EQ(report.at("visits").at("before"), "2026-06-05T06:00:00.000Z");
  EXPECT_GT(report.at("trails").at("rows removed"), 0);
}

TEST(history_prune, refuses_what_it_cannot_do_before_anything_is_deleted) {
  const built_history made;
  EXPECT_THAT(complaint(made, {.before = "2026-07-01T00:00:00Z"}),
              HasSubstr("is settled until 2026-06-06T06:00:00.000Z"));
  EXPECT_THAT(complaint(made, {.before = "yesterday"}), HasSubstr("--before: expected a time"));
  EXPECT_THAT(complaint(made, {.before = after_all, .classes = {"officers"}}),
              HasSubstr("--class: expected trails, visits, presence or incidents"));
  for (const char* const days : {"visits", "visits=", "visits=-1", "visits=1x", "=3", "x=3"}) {
    EXPECT_THAT(complaint(made, {.before = after_all, .keep_days = {days}}),
                HasSubstr("--keep: expected"))
        << days;
  }
  const auto holds = made.folder() / "holds.csv";
  std::ofstream{holds} << "zone,from,to,reason\nNorth,2026-06-05,2026-06-06T00:00:00Z,inquest\n";
  EXPECT_THAT(complaint(made, {.before = after_all, .holds = holds}),
              HasSubstr("holds.csv:2: from: expected"));
  EXPECT_THAT(complaint(made, {.before = after_all, .holds = made.folder() / "none.csv"}),
              HasSubstr("none.csv: cannot be read"));
  sqlite_database file = made.open();
  EXPECT_EQ(number_of(file, "SELECT count(*) FROM prunings"), 0);
}

}  // namespace
}  // namespace beatwatch
