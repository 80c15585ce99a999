// The few lines of Python in README.md that read a history.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/support/built_history.h"

namespace beatwatch {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in{path};
  return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(readme_history, is_read_by_pythons_standard_library_alone) {
  if (std::system("python3 -I -c 'import sqlite3' 2>/dev/null") != 0) {
    GTEST_SKIP() << "python3 is not installed";
  }
  const std::string page = text_of(std::string{BEATWATCH_SOURCE_DIR} + "/README.md");
  const std::string opening = "<!-- history -->\n```python\n";
  const std::size_t first = page.find(opening) + opening.size();
  const std::size_t last = page.find("```\n<!-- /history -->");
  ASSERT_LT(first, last);
  const built_history made;
  const auto script = made.folder() / "history.py";
  const auto output = made.folder() / "history.out";
  std::ofstream{script} << page.substr(first, last - first);
  // -I: neither the environment nor packages beside the standard library
  const std::string command = "python3 -I -S " + script.string() + ' ' + made.file().string() +
                              " 2026-06-05T20:00:00 2026-06-05T23:00:00 > " + output.string();
  ASSERT_EQ(std::system(command.c_str()), 0);

  sqlite_database file = made.open();
  sqlite_statement zones{file,
                         "SELECT zone, sum(at_least_ms) / 60000, sum(about_ms) / 60000,"
                         " sum(at_most_ms) / 60000, sum(unknown_ms) / 60000 FROM presence_by_hour"
                         " GROUP BY zone ORDER BY zone"};
  std::string expected;
  while (zones.step()) {
    expected += std::string{zones.text(0)} + ": at least " + std::string{zones.text(1)} +
                ", about " + std::string{zones.text(2)} + ", at most " +
                std::string{zones.text(3)} + " minutes; unknown " + std::string{zones.text(4)} +
                '\n';
  }
  EXPECT_FALSE(expected.empty());
  EXPECT_THAT(text_of(output), testing::HasSubstr(expected));
}

}  // namespace
}  // namespace beatwatch
