#include "replay/history_build.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>

#include "adapters/history/gate_history.h"
#include "adapters/history/history_query.h"
#include "adapters/journal/digest.h"
#include "tests/support/built_history.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

using std::chrono::hours;
using testing::HasSubstr;

constexpr instant first_hour = ms_to_instant(1'780'689'600'000);  // 2026-06-05T20:00:00Z
constexpr interval policing_day{first_hour - hours{14}, first_hour + hours{10}};

constexpr std::array layers{
    "zones", "visits", "presence", "trails", "gates", "gate_passes", "incidents"};

std::string digest_of_rows(const nlohmann::json& report) { return report.at("digest of rows"); }

TEST(history_build, makes_a_valid_geopackage) {
  const built_history made;
  sqlite_database file = made.open();
  EXPECT_EQ(number_of(file, "PRAGMA application_id"), geopackage_application_id);
  EXPECT_EQ(number_of(file, "PRAGMA user_version"), geopackage_version);
  EXPECT_EQ(rows_of(file, "PRAGMA integrity_check"), "ok|\n");
  EXPECT_EQ(rows_of(file, "PRAGMA foreign_key_check"), "");
  EXPECT_EQ(rows_of(file, "SELECT srs_id, organization FROM gpkg_spatial_ref_sys ORDER BY srs_id"),
            "-1|NONE|\n0|NONE|\n4326|EPSG|\n");
  EXPECT_EQ(rows_of(file,
                    "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'"
                    " EXCEPT SELECT table_name FROM gpkg_geometry_columns"),
            "");
  EXPECT_EQ(rows_of(file,
                    "SELECT table_name FROM gpkg_contents"
                    " EXCEPT SELECT name FROM sqlite_schema"),
            "");
  // Each layer's key is unique and whole, and every geometry is one of WGS 84.
  for (const std::string layer : layers) {
    const std::string key =
        layer == "zones" || layer == "gates" || layer == "trails" ? "fid" : "OGC_FID";
    EXPECT_GT(number_of(file, "SELECT count(*) FROM " + layer), 0) << layer;
    EXPECT_EQ(number_of(file, "SELECT count(*) - count(DISTINCT " + key + ") FROM " + layer), 0);
    EXPECT_EQ(number_of(file,
                        "SELECT count(*) FROM " + layer +
                            " WHERE geom IS NOT NULL AND"
                            " hex(substr(geom, 1, 3)) || hex(substr(geom, 5, 4))"
                            " <> '475000E6100000'"),
              0)
        << layer;
  }
}

TEST(history_build, is_opened_by_gdal_with_layers_counts_and_times) {
  if (std::system("command -v ogrinfo >/dev/null") != 0) {
    GTEST_SKIP() << "ogrinfo is not installed (package gdal-bin)";
  }
  const built_history made;
  const auto list = made.folder() / "list.txt";
  ASSERT_EQ(
      std::system(("ogrinfo -ro -so -al " + made.file().string() + " > " + list.string() + " 2>&1")
                      .c_str()),
      0);
  std::ifstream in{list};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  EXPECT_THAT(text, testing::Not(HasSubstr("ERROR")));
  EXPECT_THAT(text, testing::Not(HasSubstr("Warning")));
  sqlite_database file = made.open();
  for (const std::string layer : layers) {
    const std::size_t at = text.find("Layer name: " + layer + "\n");
    ASSERT_NE(at, std::string::npos) << layer << '\n' << text;
    const std::string about = text.substr(at, text.find("Layer name:", at + 1) - at);
    EXPECT_THAT(about,
                HasSubstr("Feature Count: " +
                          std::to_string(number_of(file, "SELECT count(*) FROM " + layer)) + "\n"));
    EXPECT_THAT(about, HasSubstr("DateTime")) << layer;
    EXPECT_THAT(about, HasSubstr("WGS 84")) << layer;
  }
}

// Everything that the engine still answers for: each zone and hour, absent rows being nothing.
TEST(history_build, presence_by_hour_is_what_the_engine_answers) {
  const built_history made;
  sqlite_database file = made.open();
  const history_query query{file};
  const interval all{first_hour, first_hour + hours{10}};
  EXPECT_EQ(query.coverage(all).settled, 10);
  std::size_t rows = 0;
  for (const zone& one : made.journal().zone_sets().front()->zones) {
    std::map<instant, presence_measure> told;
    for (const hour_figures& hour : query.hours_of(one.name, all)) {
      told[hour.from] = hour.presence;
    }
    rows += told.size();
    for (instant from = all.from; from < all.to; from += hours{1}) {
      const auto answer = made.journal().engine().presence(one.name, {from, from + hours{1}});
      ASSERT_TRUE(answer.has_value());
      EXPECT_EQ(told[from], answer->presence) << one.name;
    }
  }
  EXPECT_GT(rows, 50U);
  EXPECT_EQ(number_of(file, "SELECT count(*) FROM presence_by_hour WHERE unknown_ms > 0") > 0,
            true);
}

TEST(history_build, hours_of_a_policing_day_add_up_to_its_row) {
  const built_history made;
  sqlite_database file = made.open();
  const std::string day = std::to_string(instant_to_ms(policing_day.from));
  const std::string next = std::to_string(instant_to_ms(policing_day.to));
  const std::string sums =
      "SELECT zone, sum(at_least_ms), sum(about_ms), sum(at_most_ms), sum(unknown_ms),"
      " sum(officers_at_least_ms), sum(officers_about_ms), sum(officers_at_most_ms),"
      " sum(declared_ms)"
      " FROM presence_by_hour WHERE start_ms >= " +
      day + " AND start_ms < " + next + " GROUP BY zone ORDER BY zone";
  const std::string days =
      "SELECT zone, at_least_ms, about_ms, at_most_ms, unknown_ms, officers_at_least_ms,"
      " officers_about_ms, officers_at_most_ms, declared_ms FROM presence_by_day"
      " WHERE settled = 1 AND start_ms = " +
      day + " ORDER BY zone";
  EXPECT_GT(number_of(file, "SELECT count(*) FROM presence_by_day WHERE settled = 1"), 10);
  EXPECT_EQ(rows_of(file, sums), rows_of(file, days));
  EXPECT_EQ(number_of(file, "SELECT sum(declared_ms) FROM presence_by_day"), 1'800'000);
  EXPECT_GT(number_of(file, "SELECT sum(officers_about_ms) FROM presence_by_day"),
            number_of(file, "SELECT sum(about_ms) FROM presence_by_day"))
      << "cars have crews of two";
}

TEST(history_build, tells_how_long_the_devices_of_a_source_were_online) {
  const built_history made;
  sqlite_database file = made.open();
  for (const std::string source : {"radios", "trackers"}) {
    const std::string hour = " FROM source_health WHERE source = '" + source + "' AND start_ms = " +
                             std::to_string(instant_to_ms(first_hour + hours{1}));
    const std::int64_t devices = number_of(file, "SELECT max(devices)" + hour);
    EXPECT_GE(devices, 5) << source;
    EXPECT_LE(number_of(file, "SELECT max(online_ms)" + hour), devices * 3'660'000) << source;
    EXPECT_GT(number_of(file, "SELECT max(online_ms)" + hour), devices * 1'200'000) << source;
  }
}

TEST(history_build, keeps_every_revision_of_every_visit_and_marks_the_newest) {
  const built_history made;
  sqlite_database file = made.open();
  std::map<std::uint64_t, visit_changed> newest;
  std::int64_t revisions = 0;
  for (const visit_changed& visit : of_kind<visit_changed>(made.journal().changes())) {
    newest[visit.id] = visit;
    ++revisions;
  }
  std::int64_t standing = 0;
  std::int64_t about_ms = 0;
  std::int64_t dwell_ms = 0;
  std::int64_t doses = 0;
  for (const auto& [id, visit] : newest) {
    standing += visit.state != visit_state::withdrawn ? 1 : 0;
    about_ms += visit.state != visit_state::withdrawn ? visit.inside.about_ms : 0;
    dwell_ms += visit.state != visit_state::withdrawn ? visit.attributes.dwell_about_ms : 0;
    doses += visit.state != visit_state::withdrawn && visit.attributes.kind == visit_class::dose;
  }
  EXPECT_GT(revisions, 2 * standing);
  EXPECT_EQ(number_of(file, "SELECT count(*) FROM visit_revisions"), revisions);
  EXPECT_EQ(number_of(file, "SELECT count(*) FROM visits"), standing);
  EXPECT_EQ(number_of(file, "SELECT sum(about_ms) FROM visits"), about_ms);
  EXPECT_EQ(number_of(file, "SELECT sum(dwell_about_ms) FROM visits"), dwell_ms);
  EXPECT_EQ(number_of(file, "SELECT count(*) FROM visits WHERE class = 'dose'"), doses);
  EXPECT_GT(doses, 0);
  EXPECT_EQ(number_of(file, "SELECT count(*) FROM visit_revisions WHERE newest = 1"),
            static_cast<std::int64_t>(newest.size()));
}

TEST(history_build, keeps_every_revision_of_every_pass_of_a_gate_and_counts_them_by_hour) {
  const built_history made;
  sqlite_database file = made.open();
  std::map<std::uint64_t, gate_passed> newest;
  std::int64_t revisions = 0;
  for (const gate_passed& pass : of_kind<gate_passed>(made.journal().changes())) {
    newest[pass.id] = pass;
    ++revisions;
  }
  std::erase_if(newest, [](const auto& one) {
    EXPECT_NE(one.second.state, visit_state::closed) << "all is settled by the morning";
    return one.second.state == visit_state::withdrawn;
  });
  ASSERT_GT(newest.size(), 5U);
  EXPECT_EQ(number_of(file, "SELECT count(*) FROM gate_pass_revisions"), revisions);
  std::multiset<std::string> expected;
  std::map<std::pair<instant, std::string>, std::int64_t> by_hour;
  for (const auto& [id, pass] : newest) {
    const std::string direction = pass.left_to_right ? "left to right" : "right to left";
    expected.insert(pass.unit + direction + std::string{to_string(pass.certainty)} +
                    std::to_string(instant_to_ms(pass.at)) +
                    std::to_string(instant_to_ms(pass.possible.from)) +
                    std::to_string(instant_to_ms(pass.possible.to)));
    ++by_hour[{std::chrono::floor<hours>(pass.at), direction}];
  }
  std::multiset<std::string> kept;
  for (const kept_pass& pass : kept_passes(file, "MERIDIAN", policing_day)) {
    EXPECT_EQ(pass.state, "settled");
    kept.insert(pass.unit + pass.direction + pass.certainty +
                std::to_string(instant_to_ms(pass.about)) +
                std::to_string(instant_to_ms(pass.possible.from)) +
                std::to_string(instant_to_ms(pass.possible.to)));
  }
  EXPECT_EQ(kept, expected);
  std::map<std::pair<instant, std::string>, std::int64_t> counted;
  for (const gate_hour& hour : gate_hours(file, "MERIDIAN", policing_day)) {
    counted[{hour.from, hour.direction}] = hour.proved + hour.likely + hour.possible;
  }
  EXPECT_EQ(counted, by_hour);
  EXPECT_EQ(number_of(file, "SELECT count(*) FROM gates WHERE end_ms IS NULL"), 1);
  EXPECT_EQ(number_of(file, "SELECT count(*) FROM gates"), 2) << "one in each set";
}

TEST(history_build, zones_say_for_how_long_they_were_in_force) {
  const built_history made;
  sqlite_database file = made.open();
  const auto& sets = made.journal().zone_sets();
  const std::string kept = sets.back()->zones.front().name;
  const std::string dropped = sets.front()->zones.back().name;
  EXPECT_EQ(rows_of(file,
                    "SELECT set_hash, start_time, end_time FROM zones WHERE zone = '" + kept +
                        "' ORDER BY start_ms"),
            sets.front()->hash + "|2026-06-05T20:30:00.000Z|2026-06-05T22:00:00.000Z|\n" +
                sets.back()->hash + "|2026-06-05T22:00:00.000Z||\n");
  EXPECT_EQ(rows_of(file, "SELECT end_time FROM zones WHERE zone = '" + dropped + "'"),
            "2026-06-05T22:00:00.000Z|\n");
}

TEST(history_build, names_units_and_never_devices_or_persons) {
  const built_history made;
  const auto& secrets = made.journal().secrets();
  const std::set<std::string> hidden{secrets.begin(), secrets.end()};
  ASSERT_GT(hidden.size(), 10U);
  sqlite_database file = made.open();
  sqlite_statement tables{file, "SELECT name FROM sqlite_schema WHERE type = 'table'"};
  std::int64_t cells = 0;
  while (tables.step()) {
    sqlite_statement rows{file, ("SELECT * FROM " + std::string{tables.text(0)}).c_str()};
    while (rows.step()) {
      for (int column = 0; column < rows.columns(); ++column, ++cells) {
        const std::string cell{rows.text(column)};
        const std::string name = cell.substr(cell.find('/') + 1);  // of "source/device"
        EXPECT_FALSE(hidden.contains(cell) || hidden.contains(name)) << tables.text(0) << cell;
      }
    }
  }
  EXPECT_GT(cells, 10'000);
}

TEST(history_build, building_twice_is_building_once) {
  built_history made;
  const nlohmann::json again = made.build();
  EXPECT_EQ(digest_of_rows(again), digest_of_rows(made.report()));
  std::filesystem::remove(made.file());
  EXPECT_EQ(digest_of_rows(made.build()), digest_of_rows(made.report()));
}

TEST(history_build, goes_on_from_the_oldest_checkpoint_that_is_kept) {
  built_history made;
  std::filesystem::remove(made.journal_folder() / "beatwatch-2026-06-05.journal");
  const nlohmann::json again = made.build();
  EXPECT_TRUE(again.contains("from the checkpoint after event"));
  EXPECT_LT(again.at("events"), made.report().at("events"));
  EXPECT_EQ(digest_of_rows(again), digest_of_rows(made.report()));
}

TEST(history_build, begins_at_the_checkpoint_with_what_is_not_settled_there) {
  built_history made;
  std::filesystem::remove(made.journal_folder() / "beatwatch-2026-06-05.journal");
  std::filesystem::remove(made.file());
  const nlohmann::json fresh = made.build();
  sqlite_database file = made.open();
  EXPECT_EQ(number_of(file, "SELECT min(start_ms) FROM hours"),
            instant_to_ms(first_hour + hours{2}));
  EXPECT_GT(fresh.at("presence"), 0);
  EXPECT_GT(fresh.at("visits"), 0);
  // The zone that only the first set had is known from the checkpoint: not since when.
  const auto& sets = made.journal().zone_sets();
  EXPECT_EQ(number_of(file, "SELECT count(*) FROM zones"),
            static_cast<std::int64_t>(sets.front()->zones.size()));
  EXPECT_EQ(rows_of(file,
                    "SELECT start_ms, end_time FROM zones WHERE zone = '" +
                        sets.front()->zones.back().name + "'"),
            "0|2026-06-06T00:00:00.000Z|\n");
  EXPECT_EQ(rows_of(file, "PRAGMA foreign_key_check"), "");
}

TEST(history_build, of_best_knowledge_is_a_file_of_its_own_and_silent_about_arrival) {
  const built_history made;
  const std::filesystem::path best = made.folder() / "best.gpkg";
  const auto build = [&](const std::filesystem::path& file, bool best_knowledge) {
    return printed_by([&] {
      history_build({.journal = made.journal_folder(),
                     .file = file,
                     .best_knowledge = best_knowledge,
                     .json = true});
    });
  };
  const auto report = build(best, true);
  EXPECT_EQ(digest_of_rows(build(best, true)), digest_of_rows(report));
  EXPECT_NE(digest_of_rows(report), digest_of_rows(made.report()));
  EXPECT_THROW(build(best, false), std::runtime_error);
  EXPECT_THROW(build(made.file(), true), std::runtime_error);
  sqlite_database file = open_history(best, sqlite_database::access::read);
  EXPECT_EQ(number_of(file, "SELECT count(*) FROM source_health"), 0);
  EXPECT_GT(number_of(file, "SELECT count(*) FROM visits"), 0);
  EXPECT_EQ(history_fact(file, "knowledge"), "best");
}

TEST(history_build, refuses_a_foreign_file_and_leaves_it_as_it_is) {
  const temporary_folder folder;
  const written_journal journal{folder / "journal"};
  std::ofstream{folder / "notes.txt"} << "mine";
  EXPECT_THROW(history_build({.journal = folder / "journal", .file = folder / "notes.txt"}),
               history_error);
  std::ifstream in{folder / "notes.txt"};
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>{in}, {}), "mine");
  EXPECT_FALSE(std::filesystem::exists(folder / "notes.txt.partial"));
}

TEST(history_build, refuses_an_absent_journal) {
  const temporary_folder folder;
  EXPECT_THROW(history_build({.journal = folder / "none", .file = folder / "history.gpkg"}),
               std::runtime_error);
  EXPECT_FALSE(std::filesystem::exists(folder / "history.gpkg"));
}

}  // namespace
}  // namespace beatwatch
