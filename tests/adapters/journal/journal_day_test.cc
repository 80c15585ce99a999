#include "adapters/journal/journal_day.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

TEST(journal_day, begins_at_midnight_utc) {
  const instant midnight = std::chrono::sys_days{2026y / 2 / 1};
  EXPECT_EQ(journal_file_name(day_of(midnight - 1ms)), "beatwatch-2026-01-31.journal");
  EXPECT_EQ(journal_file_name(day_of(midnight)), "beatwatch-2026-02-01.journal");
}

TEST(journal_day, files_are_listed_oldest_first_and_others_are_passed_by) {
  const temporary_folder folder;
  for (const char* const name : {"beatwatch-2026-10-01.journal",
                                 "beatwatch-2026-09-30.journal",
                                 "beatwatch-2026-09-30.journal-wal",
                                 "beatwatch-2026-09-31.journal",
                                 "beatwatch-2026-9-30.journal",
                                 "beatwatch-2026-09-30.journal.damaged",
                                 "beatwatch.lock"}) {
    std::ofstream{folder / name};
  }
  const auto files = journal_files(folder.path());
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].path.filename(), "beatwatch-2026-09-30.journal");
  EXPECT_EQ(files[1].path.filename(), "beatwatch-2026-10-01.journal");
}

TEST(journal_day, an_absent_folder_has_no_files) {
  EXPECT_TRUE(journal_files("/no/such/folder").empty());
}

}  // namespace
}  // namespace beatwatch
