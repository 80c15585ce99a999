// The program itself, as people and scripts call it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct outcome {
  int exit_code = -1;
  std::string text;  ///< of both streams
};

outcome run(const std::string& arguments) {
  const std::string command = std::string{BEATWATCH_TOOL} + ' ' + arguments + " 2>&1 </dev/null";
  FILE* const pipe = ::popen(command.c_str(), "r");
  outcome seen;
  std::array<char, 4'096> block{};
  while (const std::size_t size = std::fread(block.data(), 1, block.size(), pipe)) {
    seen.text.append(block.data(), size);
  }
  const int status = ::pclose(pipe);
  seen.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return seen;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void expect_one_line_and_code_2(const std::string& arguments, const std::string& says) {
  const outcome seen = run(arguments);
  EXPECT_EQ(seen.exit_code, 2) << arguments;
  EXPECT_THAT(seen.text, StartsWith("beatwatch: ")) << arguments;
  EXPECT_THAT(seen.text, HasSubstr(says)) << arguments;
  EXPECT_EQ(seen.text.find('\n'), seen.text.size() - 1) << seen.text;
}

TEST(command_line, answers_bad_input_with_one_line_and_exit_code_2) {
  expect_one_line_and_code_2("", "subcommand is required");
  expect_one_line_and_code_2("smulate", "smulate: no such command");
  expect_one_line_and_code_2("simulate", "folder is required");
  expect_one_line_and_code_2("simulate x --hours 99", "--hours");
  expect_one_line_and_code_2("zones", "subcommand is required");
  expect_one_line_and_code_2("zones import x.gpkg", "--config is required");
  expect_one_line_and_code_2("zones activate x --config y --at soon", "--at: expected a time");
  expect_one_line_and_code_2("zones diff x --config nowhere.toml", "nowhere.toml");
  expect_one_line_and_code_2("replay nowhere --zones nowhere.zones", "nowhere");
  expect_one_line_and_code_2("simulate x --from tomorrow", "--from: expected a whole second");
  expect_one_line_and_code_2("send /nowhere/at/all", "expected pings.csv");
  expect_one_line_and_code_2("send --trackers udp://1 --pings /nowhere", "");
  expect_one_line_and_code_2("nearest", "exactly one of --incident, --unit and --at");
  expect_one_line_and_code_2("nearest --at 91,0", "--at: expected latitude,longitude");
  expect_one_line_and_code_2("presence --server tcp://127.0.0.1:1 --key-file /x", "--server-key");
  expect_one_line_and_code_2("replay /nowhere/at/all", "no journal");
  expect_one_line_and_code_2("decode morse", "nmea0183, tetra-lip");
  expect_one_line_and_code_2("history", "subcommand is required");
  expect_one_line_and_code_2("history build --journal /nowhere", "--out is required");
  expect_one_line_and_code_2("history prune --file /nowhere --before 2026-06-05T14:00:00Z",
                             "/nowhere: no such file");
  const std::string window = " --from 2026-06-05T14:00:00Z --to 2026-06-05T15:00:00Z";
  expect_one_line_and_code_2("history show --file " BEATWATCH_TOOL + window,
                             "not a history of Beatwatch");
  expect_one_line_and_code_2("check", "expected files to check");
  expect_one_line_and_code_2("import-roads /nowhere.osm /nowhere.roads",
                             "/nowhere.osm: cannot be read");
}

TEST(command_line, shows_where_a_red_time_is_wrong) {
  const outcome seen = run(R"(redtimes explain "Fr 21:00-26:00" --timezone Europe/London)");
  EXPECT_EQ(seen.exit_code, 2);
  EXPECT_EQ(seen.text,
            "beatwatch: column 10: expected an hour: 00 to 24\n"
            "  Fr 21:00-26:00\n"
            "           ^\n");
}

TEST(command_line, explains_red_times) {
  const outcome seen = run(
      R"(redtimes explain "Fr 21:00-03:00" --timezone Europe/London --from 2026-11-20T00:00:00Z --count 1)");
  EXPECT_EQ(seen.exit_code, 0);
  EXPECT_THAT(seen.text, HasSubstr("2026-11-20T21:00:00Z"));
}

TEST(command_line, helps) {
  for (const char* command : {"check",
                              "decode",
                              "history",
                              "import-roads",
                              "nearest",
                              "presence",
                              "replay",
                              "send",
                              "simulate",
                              "watch"}) {
    const outcome seen = run(std::string{command} + " --help");
    EXPECT_EQ(seen.exit_code, 0);
    EXPECT_THAT(seen.text, HasSubstr(command));
  }
}

class simulated_files : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<temporary_folder>();
    made_ = run("simulate " + shift("a").string() + " --hours 1 --seed 7 --json");
  }
  static void TearDownTestSuite() { folder_.reset(); }

  static std::filesystem::path shift(const std::string& name) { return folder_->path() / name; }

  static inline std::unique_ptr<temporary_folder> folder_;
  static inline outcome made_;
};

TEST_F(simulated_files, are_equal_to_the_byte_for_equal_seeds) {
  ASSERT_EQ(made_.exit_code, 0) << made_.text;
  ASSERT_EQ(run("simulate " + shift("b").string() + " --hours 1 --seed 7").exit_code, 0);
  ASSERT_EQ(run("simulate " + shift("c").string() + " --hours 1 --seed 8").exit_code, 0);
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator{shift("a")}) {
    ++files;
    const auto name = entry.path().filename();
    EXPECT_EQ(content_of(entry.path()), content_of(shift("b") / name)) << name;
    // The last two have no rows while the force is tidy.
    if (name != "beatwatch.toml" && name != "plan.csv" && name != "faults.csv" &&
        name != "book_ons.csv") {
      EXPECT_NE(content_of(entry.path()), content_of(shift("c") / name)) << name;
    }
  }
  EXPECT_EQ(files, 13);
}

TEST_F(simulated_files, say_that_they_are_simulated) {
  const auto report = nlohmann::json::parse(made_.text);
  EXPECT_EQ(report.at("simulated"), true);
  EXPECT_EQ(report.at("units"), 24);
  EXPECT_THAT(content_of(shift("a") / "beatwatch.toml"), StartsWith("# A simulated shift"));
}

TEST_F(simulated_files, are_found_good_by_check) {
  const outcome seen =
      run("check " + (shift("a") / "beatwatch.toml").string() + ' ' +
          (shift("a") / "pings.csv").string() + ' ' + (shift("a") / "status.csv").string() + ' ' +
          (shift("a") / "incidents.csv").string() + ' ' + (shift("a") / "zones.geojson").string());
  EXPECT_EQ(seen.exit_code, 0) << seen.text;
  for (const char* what :
       {"configuration", "roster", "plan", "zones", "roads", "pings", "status", "incidents"}) {
    EXPECT_THAT(seen.text, HasSubstr(std::string{": "} + what + ", good"));
  }
}

TEST_F(simulated_files, are_explained_line_by_line_when_damaged) {
  std::string roster = content_of(shift("a") / "roster.csv");
  roster.replace(roster.find(",car,"), 5, ",cat,");
  const std::filesystem::path damaged = shift("damaged.csv");
  std::ofstream{damaged} << roster;
  const outcome seen = run("check " + damaged.string());
  EXPECT_EQ(seen.exit_code, 2);
  EXPECT_THAT(seen.text, HasSubstr("damaged.csv:2: kind: expected"));
  EXPECT_THAT(seen.text, HasSubstr("did you mean \"car\""));
}

TEST_F(simulated_files, cannot_be_written_over_a_file) {
  std::ofstream{shift("taken")} << "x";
  expect_one_line_and_code_2("simulate " + shift("taken").string(), "taken");
}

}  // namespace
}  // namespace beatwatch
