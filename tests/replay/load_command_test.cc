// `beatwatch load` and `beatwatch responses`, as people call them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "tests/support/temporary_folder.h"
#include "tests/support/tool_run.h"

namespace beatwatch {
namespace {

namespace fs = std::filesystem;
using testing::ContainsRegex;
using testing::HasSubstr;

const fs::path night = fs::path{BEATWATCH_SOURCE_DIR} / "tests/replay/friday";

/// A copy of a night's exports with its map and configuration, which a test may spoil.
class exported_night : public testing::Test {
 protected:
  exported_night() { fs::copy(night, folder_.path(), fs::copy_options::recursive); }

  [[nodiscard]] std::string file(const std::string& name) const { return folder_ / name; }

  [[nodiscard]] std::string load_of(const std::string& files) const {
    return "load --map " + file("force.toml") + " --config " + file("server.toml") + " --into " +
           file("trial") + " " + files;
  }
  [[nodiscard]] std::string both_exports() const {
    return file("avl-export.csv") + " " + file("calls-export.csv");
  }

  /// What it says on either stream.
  static std::string told(const std::string& arguments, int exit_code) {
    return run_tool(arguments + " 2>&1", exit_code);
  }

  void replace_in(const std::string& name, const std::string& what, const std::string& by) const {
    std::ifstream in(file(name), std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    in.close();
    ASSERT_NE(text.find(what), std::string::npos) << what;
    text.replace(text.find(what), what.size(), by);
    std::ofstream(file(name), std::ios::binary) << text;
  }

  void expect_no_journal() const {
    EXPECT_FALSE(fs::exists(file("trial")));
    EXPECT_FALSE(fs::exists(file("trial.loading")));
  }

  temporary_folder folder_;
};

TEST_F(exported_night, is_loaded_and_tells_how_calls_were_answered) {
  const auto report =
      nlohmann::json::parse(run_tool(load_of(both_exports()) + " --json 2>/dev/null"));
  EXPECT_GT(report.at("events").get<int>(), 100);
  const std::string words = run_tool("responses " + file("trial"));
  EXPECT_THAT(words, HasSubstr("LG-242"));
  EXPECT_THAT(words, HasSubstr("grade 1"));

  std::istringstream lines{run_tool("responses --json " + file("trial"))};
  std::string first;
  std::getline(lines, first);
  EXPECT_EQ(nlohmann::json::parse(first).at("incident"), "LG-241");

  const std::string table = run_tool("responses --csv " + file("trial"));
  EXPECT_THAT(table, HasSubstr("incident,grade,type,opened,"));
  EXPECT_THAT(table, HasSubstr("\nLG-241,"));
}

TEST_F(exported_night,
       with_a_cell_that_cannot_be_read_is_not_loaded_and_file_line_and_column_named) {
  replace_in("avl-export.csv", "4102,LD 14,25/10/2026,00:30:10", "4102,LD 14,31/11/2026,00:30:10");
  replace_in("calls-export.csv", ";E;", ";X;");
  const std::string text = told(load_of(both_exports()), 2);
  EXPECT_THAT(text, HasSubstr("avl-export.csv:3: Date + Time: bad_time"));
  EXPECT_THAT(text, HasSubstr("calls-export.csv:3: Grade: unknown_code"));
  expect_no_journal();
  EXPECT_THAT(told("load --leave-out-rejected --json" + load_of(both_exports()).substr(4), 0),
              HasSubstr("rejected"));
  EXPECT_TRUE(fs::exists(file("trial")));
}

TEST_F(exported_night, without_a_column_that_the_map_names_is_not_loaded) {
  replace_in("avl-export.csv", "Fleet No,", "Fleet,");
  EXPECT_THAT(told(load_of(both_exports()), 2),
              ContainsRegex("avl-export.csv:1: Fleet No: [^\n]* \\(table cars\\)\n"));
  expect_no_journal();
}

TEST_F(exported_night, is_not_loaded_by_another_map_or_without_a_file) {
  const auto expect_one_line = [this](const std::string& arguments, const std::string& says) {
    const std::string text = told(arguments, 2);
    EXPECT_THAT(text, ContainsRegex("beatwatch: [^\n]*\n$"));
    EXPECT_THAT(text, HasSubstr(says));
    expect_no_journal();
  };
  expect_one_line(load_of(file("avl-missing.csv")), "avl-missing.csv");
  expect_one_line(load_of(file("nowhere.csv")), "nowhere.csv: expected a name that `files`");
  fs::copy(file("avl-export.csv"), file("positions.csv"));
  expect_one_line(load_of(file("positions.csv")), "positions.csv");
  replace_in("force.toml", "observed_at = [", "observed_on = [");
  expect_one_line(load_of(both_exports()), "force.toml:10:34: tables.cars.columns.observed_on");
  fs::remove(file("force.toml"));
  expect_one_line(load_of(both_exports()), "force.toml");
}

TEST_F(exported_night, has_no_responses_before_it_is_loaded) {
  EXPECT_THAT(told("responses " + file("trial"), 2),
              ContainsRegex("^beatwatch: [^\n]*trial[^\n]*\n$"));
  EXPECT_THAT(told("responses", 2), HasSubstr("journal is required"));
  EXPECT_THAT(told("responses --radius 0 " + file("trial"), 2), HasSubstr("--radius"));
}

}  // namespace
}  // namespace beatwatch
