#include "adapters/daemon/settled_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

// A look each second at the files "a.csv" and "b.csv", as far as they are there.
class looks_at_files : public testing::Test {
 protected:
  void append(const std::string& name, const std::string& text) const {
    std::ofstream{folder_ / name, std::ios::app} << text;
  }
  std::vector<std::string> look() {
    std::vector<std::filesystem::path> there;
    for (const std::string name : {"a.csv", "b.csv"}) {
      if (std::filesystem::exists(folder_ / name)) {
        there.push_back(folder_ / name);
      }
    }
    std::vector<std::string> settled;
    for (const auto& file : files_.look(there, now_)) {
      settled.push_back(file.filename().string());
    }
    now_ += 1s;
    return settled;
  }

  const temporary_folder folder_;
  settled_files files_{2s};
  settled_files::steady::time_point now_{};
};

TEST_F(looks_at_files, a_file_is_settled_when_it_stays_as_it_is) {
  append("a.csv", "h\n1\n");
  EXPECT_THAT(look(), IsEmpty());
  EXPECT_THAT(look(), IsEmpty());
  append("a.csv", "2\n");
  EXPECT_THAT(look(), IsEmpty());
  EXPECT_THAT(look(), IsEmpty());
  append("b.csv", "h\n");
  EXPECT_THAT(look(), ElementsAre("a.csv"));
  EXPECT_THAT(look(), ElementsAre("a.csv"));
  EXPECT_THAT(look(), ElementsAre("a.csv", "b.csv"));
}

TEST_F(looks_at_files, a_file_of_the_same_size_but_another_time_has_changed) {
  append("a.csv", "h\n1\n");
  EXPECT_THAT(look(), IsEmpty());
  EXPECT_THAT(look(), IsEmpty());
  std::filesystem::last_write_time(folder_ / "a.csv",
                                   std::filesystem::last_write_time(folder_ / "a.csv") + 1s);
  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(looks_at_files, an_empty_file_is_waited_for_longer) {
  append("a.csv", "");
  for (int second = 0; second < 60; ++second) {
    EXPECT_THAT(look(), IsEmpty()) << second;
  }
  EXPECT_THAT(look(), ElementsAre("a.csv"));
}

TEST_F(looks_at_files, a_file_that_went_and_came_again_is_a_new_one) {
  append("a.csv", "h\n");
  look();
  look();
  std::filesystem::rename(folder_ / "a.csv", folder_ / "c.csv");
  look();
  std::filesystem::rename(folder_ / "c.csv", folder_ / "a.csv");
  EXPECT_THAT(look(), IsEmpty());
}

TEST_F(looks_at_files, what_is_written_on_after_the_look_is_not_as_it_was_seen) {
  append("a.csv", "h\n");
  look();
  EXPECT_TRUE(files_.is_as_seen(folder_ / "a.csv"));
  append("a.csv", "1\n");
  EXPECT_FALSE(files_.is_as_seen(folder_ / "a.csv"));
  EXPECT_FALSE(files_.is_as_seen(folder_ / "b.csv"));
}

}  // namespace
}  // namespace beatwatch
