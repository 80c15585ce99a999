// A night from two exported files: a trial begins this way.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "adapters/history/history_file.h"
#include "replay/explain_tables.h"
#include "replay/history_build.h"
#include "replay/load_tables.h"
#include "replay/replay.h"
#include "replay/responses.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path night = fs::path{BEATWATCH_SOURCE_DIR} / "tests/replay/friday";

load_tables_options load_into(const fs::path& folder) {
  return {.map = night / "force.toml",
          .config = night / "server.toml",
          .into = folder,
          .files = {night / "avl-export.csv", night / "calls-export.csv"}};
}

std::string content_of(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// Loaded once for all tests.
const fs::path& loaded_night() {
  static const fs::path folder = [] {
    const fs::path journal = folder_of_this_run() / "friday";
    EXPECT_EQ(load_tables(load_into(journal)), 0);
    return journal;
  }();
  return folder;
}

std::map<std::string, nlohmann::json> responses_by_call() {
  std::ostringstream out;
  EXPECT_EQ(responses({.journal = loaded_night(), .json = true}, out), 0);
  std::map<std::string, nlohmann::json> by_call;
  std::istringstream lines{out.str()};
  for (std::string line; std::getline(lines, line);) {
    auto call = nlohmann::json::parse(line);
    by_call[call["incident"]] = call;
  }
  return by_call;
}

TEST(friday, is_explained_line_by_line_before_it_is_loaded) {
  std::ostringstream out;
  EXPECT_EQ(explain_tables({.map = night / "force.toml",
                            .files = {night / "avl-export.csv", night / "calls-export.csv"}},
                           out),
            0);
  const std::string text = out.str();
  // 01:25 came twice in that night; the line after it tells that it is the first.
  EXPECT_THAT(text,
              HasSubstr("calls-export.csv:3: incident LG-242 version 1, grade 1, Fight in the "
                        "street, at 52.63"));
  EXPECT_THAT(text, HasSubstr("opened 2026-10-25T00:25:00.000Z"));
  EXPECT_THAT(text, HasSubstr("calls-export.csv:4: LD12 assigned at 2026-10-25T01:16:00.000Z"));
  EXPECT_THAT(text, HasSubstr("calls-export.csv, table calls: places by PROJ"));
  EXPECT_THAT(text,
              HasSubstr("avl-export.csv, table cars: 722 lines, 722 events, 0 lines rejected, 0 "
                        "remarks"));
}

// LD12 stands in the market place from 23:40 to 00:26 and from 00:54 to 01:16 UTC: 68 minutes, and
// 24 s on each way into its middle or out of it. An hour taken for the other one would show.
TEST(friday, tells_presence_across_the_october_clock_change) {
  const fs::path history = folder_of_this_run() / "friday.gpkg";
  ASSERT_EQ(history_build({.journal = loaded_night(), .file = history}), 0);
  sqlite_database file = open_history(history, sqlite_database::access::read);
  sqlite_statement row{file,
                       "SELECT sum(at_least_ms), sum(about_ms), sum(at_most_ms), sum(unknown_ms)"
                       " FROM presence_by_hour WHERE zone = 'MARKET'"};
  ASSERT_TRUE(row.step());
  EXPECT_NEAR(static_cast<double>(row.integer(1)) / 60'000, 69.6, 0.5);
  EXPECT_GT(row.integer(0), 0);
  EXPECT_LE(row.integer(0), row.integer(1));
  EXPECT_GE(row.integer(2), row.integer(1));
  EXPECT_EQ(row.integer(3), 0);
}

TEST(friday, tells_response_times_by_button_and_by_position) {
  const auto calls = responses_by_call();
  ASSERT_EQ(calls.size(), 3);
  const auto& fight = calls.at("LG-242");
  EXPECT_EQ(fight["on_scene"]["unit"], "LD12");
  EXPECT_EQ(fight["on_scene"]["after_s"], 7 * 60.0);
  // There at 00:30 UTC; within 50 m of it 12 s before; the button came two minutes later.
  EXPECT_EQ(fight["by_position"]["unit"], "LD12");
  EXPECT_NEAR(fight["by_position"]["about_s"], 5 * 60 - 12, 2);
  EXPECT_LE(fight["by_position"]["at_least_s"], fight["by_position"]["about_s"]);
  EXPECT_EQ(fight["by_position"]["at_most_s"], 5 * 60.0);
  const auto& alarm = calls.at("LG-243");
  EXPECT_EQ(alarm["on_scene"]["after_s"], 15 * 60.0);
  EXPECT_NEAR(alarm["by_position"]["about_s"], 11 * 60 - 11, 2);
}

TEST(friday, tells_who_was_nearest) {
  const auto calls = responses_by_call();
  EXPECT_EQ(calls.at("LG-242")["nearest"][0]["unit"], "LD12");
  EXPECT_EQ(calls.at("LG-242")["nearest_was_sent"], true);
  // LD14 stood 200 m away, LD12 came 2.8 km.
  EXPECT_EQ(calls.at("LG-243")["nearest"][0]["unit"], "LD14");
  EXPECT_EQ(calls.at("LG-243")["nearest"][1]["unit"], "LD12");
  EXPECT_EQ(calls.at("LG-243")["nearest_was_sent"], false);
}

TEST(friday, is_a_journal_like_any_other) {
  EXPECT_EQ(replay({.journal = loaded_night()}), 0);
  EXPECT_TRUE(fs::exists(loaded_night() / "beatwatch-2026-10-24.journal"));
  EXPECT_TRUE(fs::exists(loaded_night() / "beatwatch-2026-10-25.journal"));
}

TEST(friday, is_loaded_once_however_often_and_in_whatever_order) {
  load_tables_options again = load_into(loaded_night());
  std::reverse(again.files.begin(), again.files.end());
  const std::string before = content_of(loaded_night() / "load.json");
  EXPECT_EQ(load_tables(again), 0);
  EXPECT_EQ(content_of(loaded_night() / "load.json"), before);

  again.into = folder_of_this_run() / "other-order";
  ASSERT_EQ(load_tables(again), 0);
  const auto record = [](const fs::path& folder) {
    return nlohmann::json::parse(content_of(folder / "load.json"));
  };
  EXPECT_EQ(record(again.into)["digest"], record(loaded_night())["digest"]);
  EXPECT_EQ(record(again.into)["identity"], record(loaded_night())["identity"]);
  EXPECT_FALSE(fs::exists(again.into.string() + ".loading"));
}

TEST(friday, leaves_alone_a_folder_that_holds_something_else) {
  const temporary_folder other;
  std::ofstream{other / "notes.txt"} << "mine";
  EXPECT_THROW(load_tables(load_into(other.path())), std::runtime_error);
  EXPECT_EQ(content_of(other / "notes.txt"), "mine");
}

TEST(friday, is_loaded_whole_or_without_the_lines_that_are_rejected) {
  const temporary_folder folder;
  for (const char* name : {"force.toml", "server.toml", "zones.geojson", "avl-export.csv"}) {
    fs::copy(night / name, folder / name);
  }
  std::ofstream{folder / "calls-export.csv", std::ios::binary}
      << content_of(night / "calls-export.csv")
      << "LG-244;X;Stray dog;SK 58500 01700;25/10/2026 02:15:00;LD 12;25/10/2026 02:16:00;;;;\r\n";
  load_tables_options options{.map = folder / "force.toml",
                              .config = folder / "server.toml",
                              .into = folder / "journal",
                              .files = {folder / "avl-export.csv", folder / "calls-export.csv"}};
  testing::internal::CaptureStderr();
  EXPECT_EQ(load_tables(options), 2);
  const std::string told = testing::internal::GetCapturedStderr();
  EXPECT_THAT(told,
              HasSubstr("calls-export.csv:5: Grade: unknown_code: expected a code of the "
                        "table (E, P, S); found \"X\""));
  EXPECT_FALSE(fs::exists(folder / "journal"));
  options.leave_out_rejected = true;
  EXPECT_EQ(load_tables(options), 0);
  EXPECT_TRUE(fs::exists(folder / "journal"));
}

}  // namespace
}  // namespace beatwatch
