#include "replay/zones_dry_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/maps/zone_set_file.h"
#include "adapters/sources/rfc3339.h"
#include "engine/change_fields.h"
#include "replay/journal_player.h"
#include "replay/replay.h"
#include "tests/support/built_history.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/written_journal.h"

namespace beatwatch {
namespace {

using nlohmann::json;

constexpr const char* from = "2026-06-05T20:30:00Z";
constexpr const char* to = "2026-06-06T01:00:00Z";

/// The written journal, and both of its zone sets as files.
class zones_dry_run_test : public testing::Test {
 protected:
  zones_dry_run_test() : journal_(folder_ / "journal") {
    const plane_origin& plane = journal_.settings().plane;
    write_zone_set(folder_ / "all.zones", *journal_.zone_sets()[0], plane);
    write_zone_set(folder_ / "fewer.zones", *journal_.zone_sets()[1], plane);
    std::ofstream{folder_ / "beatwatch.toml"}
        << "[clock]\ntime_zone = \"Europe/London\"\n[journal]\nfolder = \"journal\"\n[presence]\n"
        << "origin_lat_deg = " << std::to_string(plane.at.lat_e7 / 1e7) << '\n'
        << "origin_lon_deg = " << std::to_string(plane.at.lon_e7 / 1e7) << '\n';
  }

  [[nodiscard]] json run(const std::string& set) const {
    int code = -1;
    json report = printed_by([&] {
      code = zones_dry_run({.set = (folder_ / set).string(),
                            .config = folder_ / "beatwatch.toml",
                            .from = from,
                            .to = to,
                            .json = true});
    });
    EXPECT_EQ(code, 0) << report;
    return report;
  }

  /// Where the journal stands after each row, and how many runs of a server it has.
  [[nodiscard]] std::vector<std::string> journal_content() const {
    sqlite_journal_reader reader{folder_ / "journal"};
    std::vector<std::string> all{std::to_string(reader.runs().size())};
    journal_row row;
    while (reader.next(row)) {
      all.push_back(std::to_string(row.first_event) + ' ' + to_hex(row.events_digest));
    }
    return all;
  }

  /// What an engine of its own says that knows no set but this one.
  [[nodiscard]] engine engine_with(const std::shared_ptr<const zone_set>& set) const {
    engine alone{journal_.settings()};
    alone.offer(set);
    sqlite_journal_reader reader{folder_ / "journal"};
    journal_row row;
    std::vector<change> changes;
    bool first = true;
    while (reader.next(row)) {
      std::erase_if(row.events,
                    [](const event& e) { return std::holds_alternative<zones_activated>(e.body); });
      if (std::exchange(first, false)) {
        row.events.insert(row.events.begin(),
                          {.received_at = row.events.front().received_at,
                           .source = "zones",
                           .source_seq = 0,
                           .body = zones_activated{set->hash, ms_to_instant(946'684'800'000)}});
      }
      alone.apply(row.events, changes);
    }
    return alone;
  }

  temporary_folder folder_;
  written_journal journal_;
};

json presence_of(const engine& played, const std::string& zone) {
  const auto answer = played.presence(zone, {*parse_rfc3339(from), *parse_rfc3339(to)});
  return {{"at_least_ms", answer->presence.at_least_ms},
          {"about_ms", answer->presence.about_ms},
          {"at_most_ms", answer->presence.at_most_ms},
          {"unknown_ms", answer->presence.unknown_ms}};
}

TEST_F(zones_dry_run_test, shows_as_it_was_and_as_now_what_engines_of_their_own_say) {
  const json report = run("all.zones");
  EXPECT_TRUE(report.at("equal"));
  EXPECT_EQ(report.at("digest as it was"), report.at("digest on record"));
  EXPECT_NE(report.at("digest as now"), report.at("digest on record"));
  const engine alone = engine_with(journal_.zone_sets()[0]);
  std::int64_t about_ms = 0;
  for (const zone& each : journal_.zone_sets()[0]->zones) {
    const json& zone = report.at("zones").at(each.name);
    EXPECT_EQ(zone.at("as it was").at("presence"), presence_of(journal_.engine(), each.name))
        << each.name;
    EXPECT_EQ(zone.at("as now").at("presence"), presence_of(alone, each.name)) << each.name;
    about_ms += zone.at("as now").at("presence").at("about_ms").get<std::int64_t>();
  }
  EXPECT_GT(about_ms, 3'600'000);
}

TEST_F(zones_dry_run_test, says_nothing_into_the_journal) {
  const auto before = journal_content();
  EXPECT_TRUE(run("fewer.zones").at("equal"));
  EXPECT_EQ(journal_content(), before);
  EXPECT_GT(before.size(), 10U);
}

TEST_F(zones_dry_run_test, gives_no_figures_as_now_for_a_zone_that_the_set_does_not_have) {
  const json report = run("fewer.zones");
  const std::string missing = journal_.zone_sets()[0]->zones.back().name;
  ASSERT_FALSE(journal_.zone_sets()[1]->find(missing));
  EXPECT_TRUE(report.at("zones").at(missing).at("as now").is_null());
  EXPECT_FALSE(report.at("zones").at(missing).at("as it was").is_null());
}

TEST_F(zones_dry_run_test, refuses_a_set_that_lies_on_another_plane) {
  plane_origin other = journal_.settings().plane;
  other.at.lat_e7 += 1;
  write_zone_set(folder_ / "other.zones", *journal_.zone_sets()[0], other);
  EXPECT_THROW((void)run("other.zones"), std::runtime_error);
  EXPECT_THROW(replay({.journal = folder_ / "journal", .zones = folder_ / "other.zones"}),
               std::runtime_error);
}

TEST_F(zones_dry_run_test, is_the_replay_with_other_zones_to_the_digest) {
  const json report = run("fewer.zones");
  testing::internal::CaptureStdout();
  EXPECT_EQ(
      replay({.journal = folder_ / "journal", .zones = folder_ / "fewer.zones", .json = true}), 0);
  const json replayed = json::parse(testing::internal::GetCapturedStdout());
  EXPECT_EQ(replayed.at("digest with other zones"), report.at("digest as now"));
  EXPECT_EQ(replayed.at("digest live"), report.at("digest on record"));
}

// The checkpoint that opens the second day's file holds both sets as in force.
TEST_F(zones_dry_run_test, replaces_the_sets_that_a_checkpoint_brings) {
  std::filesystem::remove(folder_ / "journal/beatwatch-2026-06-05.journal");
  const auto end_with = [&](const std::shared_ptr<const zone_set>& set) {
    sqlite_journal_reader reader{folder_ / "journal"};
    journal_player player{reader, folder_ / "journal"};
    if (set != nullptr) {
      player.use_zones(set, journal_.settings().plane);
    }
    const replay_result result = player.play({});
    EXPECT_TRUE(player.began_at().has_value());
    EXPECT_EQ(result.equal(), set == nullptr);
    return player.engine()->presence(
        journal_.zone_sets()[0]->zones.back().name,
        {*parse_rfc3339("2026-06-05T22:00:00Z"), *parse_rfc3339("2026-06-05T22:30:00Z")});
  };
  const auto with_all = end_with(journal_.zone_sets()[0]);
  const auto as_it_was = end_with(nullptr);
  ASSERT_TRUE(with_all && as_it_was);
  EXPECT_EQ(as_it_was->presence.about_ms, 0) << "from 22:00 on the zone is not in force";
}

}  // namespace
}  // namespace beatwatch
