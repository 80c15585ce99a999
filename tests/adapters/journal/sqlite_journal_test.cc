#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <thread>

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

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

TEST(sqlite_journal, gives_back_events_and_digests) {
  const temporary_folder folder;
  const journal_script script{1};
  {
    const auto writer = open_writer(folder.path());
    std::uint64_t from = 0;
    ASSERT_TRUE(script.play(*writer, from, script.events().size()));
    EXPECT_EQ(writer->last_appended(), script.events().size());
    ASSERT_TRUE(writer->flush(60s));
    const auto content = read_all(folder.path());
    EXPECT_EQ(content.events.size(), script.events().size());
    EXPECT_EQ(difference(content, script), "");
    EXPECT_FALSE(content.fault);
    EXPECT_EQ(writer->progress().changes, content.changes_digests.back());
  }
  EXPECT_EQ(difference(read_all(folder.path()), script), "");
  EXPECT_TRUE(verify_journal(folder.path()).good());
}

TEST(sqlite_journal, is_one_file_when_nobody_writes) {
  const temporary_folder folder;
  append_tick(*open_writer(folder.path()), script_begin);
  EXPECT_EQ(names_in(folder.path()),
            (std::vector<std::string>{"beatwatch-2025-06-15.journal", "beatwatch.lock"}));
}

TEST(sqlite_journal, many_small_batches_share_a_row) {
  const temporary_folder folder;
  const journal_script script{1};
  const auto writer = open_writer(folder.path());
  std::uint64_t from = 0;
  ASSERT_TRUE(script.play(*writer, from, script.events().size()));
  ASSERT_TRUE(writer->flush(60s));
  EXPECT_LT(read_all(folder.path()).row_ends.size(), script.events().size() / 40);
}

TEST(sqlite_journal, a_reader_follows_a_writer) {
  const temporary_folder folder;
  const journal_script script{2};
  const auto writer = open_writer(folder.path());
  sqlite_journal_reader reader{folder.path()};
  journal_row row;
  EXPECT_FALSE(reader.next(row));
  std::uint64_t read = 0;
  for (std::uint64_t from = 0; from < 500;) {
    ASSERT_TRUE(script.play(*writer, from, from + 50));
    ASSERT_TRUE(writer->flush(60s));
    while (reader.next(row)) {
      EXPECT_EQ(row.first_event, read + 1);
      read += row.events.size();
    }
    EXPECT_FALSE(reader.fault());
    EXPECT_EQ(read, from);
  }
}

TEST(sqlite_journal, progress_never_runs_ahead_of_what_a_reader_finds) {
  const temporary_folder folder;
  const journal_script script{3};
  std::atomic<std::uint64_t> unread{0};
  std::atomic<std::uint64_t> calls{0};
  const auto writer = open_writer(folder.path(), [&](const journal_progress& progress) {
    sqlite_journal_reader reader{folder.path()};
    if (!reader.start_after(progress.events)) {
      ++unread;
    }
    ++calls;
  });
  for (std::uint64_t from = 0; from < 1'000;) {
    ASSERT_TRUE(script.play(*writer, from, from + 20));
    std::this_thread::sleep_for(1ms);
    if (from % 100 == 0) {
      ASSERT_TRUE(writer->flush(60s));  // however slow the disk is, there are ten commits
    }
  }
  EXPECT_GE(calls, 10U);
  EXPECT_EQ(unread, 0U);
}

TEST(sqlite_journal, a_batch_that_is_not_sealed_is_not_committed) {
  const temporary_folder folder;
  const journal_script script{4};
  const auto writer = open_writer(folder.path());
  ASSERT_TRUE(writer->append(std::span{script.events()}.first(3)));
  std::this_thread::sleep_for(30ms);
  EXPECT_TRUE(read_all(folder.path()).events.empty());
  writer->seal({});
  ASSERT_TRUE(writer->flush(60s));
  EXPECT_EQ(read_all(folder.path()).events.size(), 3U);
}

TEST(sqlite_journal, a_restart_goes_on_with_numbers_and_chains) {
  const temporary_folder folder;
  const journal_script script{5};
  std::uint64_t from = 0;
  for (std::uint64_t to = 500; to <= 2'000; to += 500) {
    const auto writer = open_writer(folder.path());
    EXPECT_EQ(writer->recovered().end.events, from);
    EXPECT_EQ(writer->last_appended(), from);
    EXPECT_TRUE(writer->recovered().reports.empty());
    ASSERT_TRUE(script.play(*writer, from, to));
    ASSERT_TRUE(writer->flush(60s));
  }
  const auto content = read_all(folder.path());
  EXPECT_EQ(content.events.size(), 2'000U);
  EXPECT_EQ(difference(content, script), "");
}

TEST(sqlite_journal, each_run_is_on_record) {
  const temporary_folder folder;
  const journal_script script{6};
  std::uint64_t from = 0;
  for (std::uint32_t run = 1; run <= 3; ++run) {
    const auto writer = open_writer(folder.path());
    EXPECT_EQ(writer->run().run, run);
    ASSERT_TRUE(script.play(*writer, from, from + 100));
    ASSERT_TRUE(writer->flush(60s));
  }
  const auto runs = sqlite_journal_reader{folder.path()}.runs();
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(runs[2].first_event, 201U);
  EXPECT_EQ(
      runs[2].header,
      (run_header{
          .run = 3, .build = "test", .started_at = script_begin, .clock = clock_kind::driven}));
}

TEST(sqlite_journal, has_one_writer) {
  const temporary_folder folder;
  const auto writer = open_writer(folder.path());
  EXPECT_THROW(open_writer(folder.path()), journal_error);
}

TEST(sqlite_journal, reads_on_from_any_row) {
  const temporary_folder folder;
  const journal_script script{7};
  const auto writer = open_writer(folder.path());
  for (std::uint64_t from = 0; from < 300;) {
    ASSERT_TRUE(script.play(*writer, from, from + 30));
    ASSERT_TRUE(writer->flush(60s));
  }
  const auto content = read_all(folder.path());
  sqlite_journal_reader reader{folder.path()};
  for (const std::uint64_t end : content.row_ends) {
    EXPECT_TRUE(reader.start_after(end));
    journal_row row;
    EXPECT_EQ(reader.next(row), end < 300);
    EXPECT_TRUE(end == 300 || row.first_event == end + 1);
  }
  EXPECT_FALSE(reader.start_after(content.row_ends[3] + 1));
  journal_row row;
  ASSERT_TRUE(reader.next(row));
  EXPECT_EQ(row.first_event, content.row_ends[3] + 1);
}

TEST(sqlite_journal, a_new_day_has_a_file_of_its_own_that_begins_with_a_checkpoint) {
  const temporary_folder folder;
  const auto state = bytes_of_size(1'000, 1);
  {
    const auto writer = open_writer(folder.path());
    EXPECT_TRUE(writer->starts_new_day(script_begin));
    append_tick(*writer, script_begin);
    EXPECT_FALSE(writer->starts_new_day(script_begin + 1h));
    EXPECT_TRUE(writer->starts_new_day(next_day));
    writer->keep_checkpoint(next_day, state);
    EXPECT_FALSE(writer->starts_new_day(next_day));
    append_tick(*writer, next_day);
    append_tick(*writer, next_day + 48h);
  }
  EXPECT_EQ(names_in(folder.path()),
            (std::vector<std::string>{"beatwatch-2025-06-15.journal",
                                      "beatwatch-2025-06-16.journal",
                                      "beatwatch-2025-06-18.journal",
                                      "beatwatch.lock"}));
  journal_file_reader second{folder / "beatwatch-2025-06-16.journal"};
  const auto checkpoint = second.checkpoint("test", UINT64_MAX);
  ASSERT_TRUE(checkpoint);
  EXPECT_EQ(checkpoint->after_event, 1U);
  EXPECT_EQ(checkpoint->at, next_day);
  EXPECT_EQ(checkpoint->state, state);
  EXPECT_EQ(second.opening().events, 1U);
  EXPECT_EQ(second.runs().size(), 1U);

  const auto content = read_all(folder.path());
  EXPECT_EQ(content.events.size(), 3U);
  EXPECT_FALSE(content.fault);
  sqlite_journal_reader reader{folder.path()};
  EXPECT_TRUE(reader.start_after(1));
  journal_row row;
  ASSERT_TRUE(reader.next(row));
  EXPECT_EQ(row.first_event, 2U);
}

TEST(sqlite_journal, old_days_can_be_deleted) {
  const temporary_folder folder;
  {
    const auto writer = open_writer(folder.path());
    append_tick(*writer, script_begin);
    append_tick(*writer, next_day);
  }
  std::filesystem::remove(folder / "beatwatch-2025-06-15.journal");
  sqlite_journal_reader reader{folder.path()};
  journal_row row;
  ASSERT_TRUE(reader.next(row));
  EXPECT_EQ(row.first_event, 2U);
  EXPECT_FALSE(reader.next(row));
  EXPECT_FALSE(reader.fault());
  EXPECT_EQ(open_writer(folder.path())->last_appended(), 2U);
}

TEST(sqlite_journal, a_day_that_is_missing_in_between_is_a_fault) {
  const temporary_folder folder;
  {
    const auto writer = open_writer(folder.path());
    append_tick(*writer, script_begin);
    append_tick(*writer, next_day);
    append_tick(*writer, next_day + 24h);
  }
  std::filesystem::remove(folder / "beatwatch-2025-06-16.journal");
  const auto content = read_all(folder.path());
  EXPECT_EQ(content.events.size(), 1U);
  ASSERT_TRUE(content.fault);
  EXPECT_EQ(content.fault->first_event, 2U);
  EXPECT_FALSE(content.fault->at_tail);
}

TEST(sqlite_journal, an_empty_journal_keeps_no_checkpoint) {
  const temporary_folder folder;
  open_writer(folder.path())->keep_checkpoint(instant{}, bytes_of_size(10, 1));
  EXPECT_EQ(names_in(folder.path()), std::vector<std::string>{"beatwatch.lock"});
}

TEST(sqlite_journal, a_large_checkpoint_does_not_hold_up_events) {
  const temporary_folder folder;
  const auto state = bytes_of_size(20'000'000, 2);
  std::mutex mutex;
  std::vector<std::uint64_t> commits;
  const auto writer = open_writer(folder.path(), [&](const journal_progress& progress) {
    const std::lock_guard lock{mutex};
    commits.push_back(progress.events);
  });
  append_tick(*writer, script_begin);
  writer->keep_checkpoint(script_begin, state);
  append_tick(*writer, script_begin);
  ASSERT_TRUE(writer->flush(60s));
  sqlite_journal_reader reader{folder.path()};
  EXPECT_FALSE(reader.newest_checkpoint("test", UINT64_MAX));
  ASSERT_TRUE(eventually([&] { return reader.newest_checkpoint("test", UINT64_MAX).has_value(); }));
  EXPECT_EQ(reader.newest_checkpoint("test", UINT64_MAX)->state, state);
  const std::lock_guard lock{mutex};
  EXPECT_GT(std::ranges::count(commits, 2U), 10);
}

TEST(sqlite_journal, finds_the_newest_checkpoint_of_a_build) {
  const temporary_folder folder;
  {
    const auto writer = open_writer(folder.path());
    for (int hour = 0; hour < 5; ++hour) {
      append_tick(*writer, script_begin + hour * 1h);
      writer->keep_checkpoint(script_begin + hour * 1h, bytes_of_size(100, hour));
      ASSERT_TRUE(writer->flush(60s));
      ASSERT_TRUE(eventually([&] {
        return sqlite_journal_reader{folder.path()}
                   .newest_checkpoint("test", UINT64_MAX)
                   .value_or(journal_checkpoint{})
                   .after_event == static_cast<std::uint64_t>(hour + 1);
      }));
    }
  }
  sqlite_journal_reader reader{folder.path()};
  const auto newest = reader.newest_checkpoint("test", UINT64_MAX);
  EXPECT_EQ(newest->state, bytes_of_size(100, 4));
  EXPECT_EQ(newest->changes_digest, read_all(folder.path()).changes_digests.back());
  EXPECT_EQ(reader.newest_checkpoint("test", 4)->after_event, 4U);
  // Only the first of the day and the newest two are kept.
  EXPECT_EQ(reader.newest_checkpoint("test", 3)->after_event, 1U);
  EXPECT_FALSE(reader.newest_checkpoint("another", UINT64_MAX));
}

TEST(sqlite_journal, artifacts_are_found_by_hash_in_every_later_file) {
  const temporary_folder folder;
  const artifact zones{std::string(64, 'a'), "zones", bytes_of_size(5'000, 3)};
  const artifact roads{std::string(64, 'b'), "roads", bytes_of_size(10, 4)};
  {
    const auto writer = open_writer(folder.path());
    writer->keep_artifact(zones);
    append_tick(*writer, script_begin);
    ASSERT_TRUE(writer->flush(60s));
    writer->keep_artifact(roads);
    append_tick(*writer, next_day);
  }
  std::filesystem::remove(folder / "beatwatch-2025-06-15.journal");
  sqlite_journal_reader reader{folder.path()};
  for (const auto& kept : {zones, roads}) {
    const auto found = reader.find_artifact(kept.hash);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->kind, kept.kind);
    EXPECT_EQ(found->content, kept.content);
  }
  EXPECT_FALSE(reader.find_artifact(std::string(64, 'c')));
}

}  // namespace
}  // namespace beatwatch
