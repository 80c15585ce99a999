#include "adapters/daemon/reject_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

const instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 27} + 12h;

unusable_record record(const std::string& bytes, instant at = noon) {
  return {.reason = "bad_time",
          .device = {},
          .origin = "10.0.0.7:5017",
          .record = bytes,
          .received_at = at};
}

class reject_files : public testing::Test {
 protected:
  [[nodiscard]] std::set<std::string> files() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "rejects")) {
      names.insert(entry.path().filename().string());
    }
    return names;
  }
  [[nodiscard]] std::size_t lines_in(const std::string& name) const {
    std::ifstream in(folder_ / "rejects" / name);
    std::size_t lines = 0;
    for (std::string line; std::getline(in, line); ++lines) {
    }
    return lines;
  }
  [[nodiscard]] reject_settings settings(int days = 14) const {
    return {.folder = folder_ / "rejects", .mib_per_day = 1, .days = days};
  }

  const temporary_folder folder_;
};

TEST_F(reject_files, have_a_line_for_each_record_as_it_came) {
  const std::string sentence = "$GPRMC,1*00\r\n";
  unusable_record one = record(sentence);
  EXPECT_EQ(reject_line("cars", one),
            R"({"at":"2026-11-27T12:00:00.000Z","source":"cars","peer":"10.0.0.7:5017",)"
            R"("reason":"bad_time","text":"$GPRMC,1*00\r\n"})");
  const std::string octets{"\x0A\0\xFF", 3};
  one.record = octets;
  one.device = "1234567";
  EXPECT_EQ(reject_line("radios", one),
            R"({"at":"2026-11-27T12:00:00.000Z","source":"radios","peer":"10.0.0.7:5017",)"
            R"("device":"1234567","reason":"bad_time","hex":"0a00ff"})");
}

TEST_F(reject_files, are_one_a_day_and_go_when_they_are_old) {
  reject_file file(settings(2), noon);
  for (int day = 0; day < 3; ++day) {
    EXPECT_EQ(file.keep("cars", record("x", noon + day * 24h)), 0U);
  }
  EXPECT_THAT(files(), ElementsAre("2026-11-28.jsonl", "2026-11-29.jsonl"));
}

TEST_F(reject_files, go_on_after_a_restart) {
  const std::string text = "x";
  EXPECT_EQ(reject_file(settings(), noon).keep("cars", record(text)), 0U);
  EXPECT_EQ(reject_file(settings(), noon).keep("cars", record(text)), 0U);
  EXPECT_EQ(lines_in("2026-11-27.jsonl"), 2U);
}

TEST_F(reject_files, are_bounded_and_what_is_dropped_is_counted) {
  reject_file file(settings(), noon);
  const std::string kilobyte(1'000, 'x');
  std::uint64_t dropped = 0;
  constexpr std::uint64_t sent = 3'000;
  for (std::uint64_t i = 0; i < sent; ++i) {
    dropped += file.keep("cars", record(kilobyte));
  }
  EXPECT_THAT(files(), ElementsAre("2026-11-27.jsonl", "2026-11-27.older.jsonl"));
  EXPECT_EQ(lines_in("2026-11-27.jsonl") + lines_in("2026-11-27.older.jsonl") + dropped, sent);
  EXPECT_GT(dropped, 1'000U);
  EXPECT_LE(std::filesystem::file_size(folder_ / "rejects/2026-11-27.jsonl") +
                std::filesystem::file_size(folder_ / "rejects/2026-11-27.older.jsonl"),
            1U << 20U);
}

TEST_F(reject_files, need_a_folder_that_can_be_made) {
  std::ofstream(folder_ / "rejects") << "a file";
  EXPECT_THROW(reject_file(settings(), noon), std::runtime_error);
}

}  // namespace
}  // namespace beatwatch
