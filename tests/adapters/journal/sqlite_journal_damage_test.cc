// What is found and what is passed over in a journal that was damaged.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "adapters/journal/compression.h"
#include "adapters/journal/journal_recovery.h"
#include "adapters/journal/journal_verify.h"
#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/journal/sqlite_journal_writer.h"
#include "tests/support/event_fields.h"
#include "tests/support/journal_script.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

TEST(sqlite_journal_damage, a_damaged_checkpoint_is_passed_over) {
  const temporary_folder folder;
  {
    const auto writer = open_writer(folder.path());
    append_tick(*writer, script_begin);
    writer->keep_checkpoint(script_begin, bytes_of_size(100, 1));
    append_tick(*writer, script_begin);
    ASSERT_TRUE(writer->flush(60s));
    writer->keep_checkpoint(script_begin, bytes_of_size(100, 2));
  }
  {
    sqlite_database database{folder / "beatwatch-2025-06-15.journal",
                             sqlite_database::access::write};
    database.execute("UPDATE checkpoint_slices SET content=x'00' WHERE after_event=2");
  }
  EXPECT_EQ(sqlite_journal_reader{folder.path()}.newest_checkpoint("test", UINT64_MAX)->after_event,
            1U);
}

TEST(sqlite_journal_damage, one_flipped_event_is_found_without_a_replay) {
  const temporary_folder folder;
  {
    const auto writer = open_writer(folder.path());
    for (int i = 0; i < 10; ++i) {
      append_tick(*writer, script_begin + i * 1s);
      ASSERT_TRUE(writer->flush(60s));
    }
  }
  const auto file = folder / "beatwatch-2025-06-15.journal";
  event_codec codec;
  std::vector<std::byte> other;
  codec.append({.received_at = script_begin + 4s, .source = "clocK", .body = tick{}}, other);
  const auto packed = compressor{}.pack(other);
  {
    sqlite_database database{file, sqlite_database::access::write};
    sqlite_statement{database, "UPDATE batches SET content=? WHERE first_event=5"}
        .bind(1, packed)
        .run();
  }
  const auto found = verify_journal(folder.path());
  EXPECT_EQ(found.events, 4U);
  ASSERT_TRUE(found.fault);
  EXPECT_EQ(found.fault->first_event, 5U);
  EXPECT_FALSE(found.fault->at_tail);
  EXPECT_EQ(read_all(folder.path()).events.size(), 4U);
  EXPECT_THROW(open_writer(folder.path()), journal_error);
}

TEST(sqlite_journal_damage, rows_missing_before_a_checkpoint_are_found) {
  const temporary_folder folder;
  {
    const auto writer = open_writer(folder.path());
    for (int i = 0; i < 3; ++i) {
      append_tick(*writer, script_begin);
      ASSERT_TRUE(writer->flush(60s));
    }
    writer->keep_checkpoint(script_begin, bytes_of_size(10, 1));
  }
  {
    sqlite_database database{folder / "beatwatch-2025-06-15.journal",
                             sqlite_database::access::write};
    database.execute("DELETE FROM batches WHERE first_event=3");
  }
  EXPECT_FALSE(verify_journal(folder.path()).good());
  const auto writer = open_writer(folder.path());
  EXPECT_EQ(writer->recovered().end.events, 2U);
  EXPECT_EQ(writer->recovered().reports.size(), 1U);
  EXPECT_TRUE(verify_journal(folder.path()).good());
}

TEST(sqlite_journal_damage, a_file_that_was_only_being_made_is_made_again) {
  const temporary_folder folder;
  append_tick(*open_writer(folder.path()), script_begin);
  std::ofstream{folder / "beatwatch-2025-06-16.journal"};
  EXPECT_EQ(read_all(folder.path()).events.size(), 1U);
  const auto writer = open_writer(folder.path());
  EXPECT_EQ(writer->recovered().end.events, 1U);
  EXPECT_EQ(writer->recovered().reports.size(), 1U);
  append_tick(*writer, next_day);
  ASSERT_TRUE(writer->flush(60s));
  EXPECT_EQ(read_all(folder.path()).events.size(), 2U);
}

TEST(sqlite_journal_damage, something_else_under_its_name_is_refused) {
  const temporary_folder folder;
  std::ofstream{folder / "beatwatch-2025-06-15.journal"} << std::string(10'000, 'x');
  EXPECT_THROW(open_writer(folder.path()), sqlite_error);
}

}  // namespace
}  // namespace beatwatch
