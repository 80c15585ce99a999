#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <string>

#include "adapters/journal/journal_recovery.h"
#include "adapters/journal/journal_verify.h"
#include "adapters/journal/wal_tail.h"
#include "tests/support/event_fields.h"
#include "tests/support/journal_script.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

const std::string day_file = "beatwatch-2025-06-15.journal";
const std::string log_file = day_file + "-wal";

/// Files of a journal as a power cut would leave them, with a row for every `per_row` events.
class left_journal {
 public:
  left_journal(std::size_t events, std::size_t per_row, bool with_log) : script_(31, events) {
    auto writer = open_writer(live_.path());
    for (std::uint64_t from = 0; from < events;) {
      script_.play(*writer, from, std::min<std::uint64_t>(from + per_row, events));
      writer->flush(60s);
    }
    if (!with_log) {
      writer.reset();
    }
    for (const auto& name : {day_file, log_file}) {
      if (std::filesystem::exists(live_ / name)) {
        std::filesystem::copy_file(live_ / name, files_ / name);
      }
    }
    row_ends_ = read_all(live_.path()).row_ends;
  }

  [[nodiscard]] const journal_script& script() const { return script_; }
  [[nodiscard]] std::uintmax_t size_of(const std::string& name) const {
    return std::filesystem::file_size(files_ / name);
  }
  /// A fresh copy of the files in `folder`.
  void copy_to(const std::filesystem::path& folder) const {
    std::filesystem::copy(files_.path(), folder, std::filesystem::copy_options::recursive);
  }
  [[nodiscard]] bool ends_a_row(std::uint64_t event) const {
    return event == 0 || std::ranges::binary_search(row_ends_, event);
  }

 private:
  journal_script script_;
  temporary_folder live_;
  temporary_folder files_;
  std::vector<std::uint64_t> row_ends_;
};

/// What a restart makes of a damaged copy.
struct restart {
  std::uint64_t events = 0;
  std::vector<std::string> reports;
  std::string refusal;
};

/// Whatever the damage: what is read is what was written, up to some row; what is missing is
/// reported or refused; and after a restart the journal is whole again.
restart restart_on(const std::filesystem::path& folder, const left_journal& left) {
  const auto readable = [&]() -> journal_content {
    try {
      return read_all(folder);
    } catch (const sqlite_error&) {
      return {};
    }
  }();
  EXPECT_EQ(difference(readable, left.script()), "");
  restart result;
  try {
    const auto writer = open_writer(folder);
    result.events = writer->recovered().end.events;
    result.reports = writer->recovered().reports;
    EXPECT_EQ(result.events, readable.events.size());
    EXPECT_TRUE(left.ends_a_row(result.events));
    std::uint64_t from = result.events;
    EXPECT_TRUE(left.script().play(*writer, from, left.script().events().size()));
    EXPECT_TRUE(writer->flush(60s)) << writer->progress().trouble;
  } catch (const journal_error& refused) {
    result.refusal = refused.what();
    return result;
  } catch (const sqlite_error& refused) {
    result.refusal = refused.what();
    return result;
  }
  const auto content = read_all(folder);
  EXPECT_EQ(content.events.size(), left.script().events().size());
  EXPECT_EQ(difference(content, left.script()), "");
  const auto verified = verify_journal(folder);
  EXPECT_FALSE(verified.fault);
  EXPECT_THAT(verified.structure, testing::IsEmpty());
  return result;
}

TEST(journal_torn_tail, a_log_cut_anywhere_gives_what_was_committed_before_the_cut) {
  const left_journal left{1'000, 20, true};
  const std::uintmax_t whole = left.size_of(log_file);
  std::mt19937_64 random{1};
  std::uint64_t reported = 0;
  for (int i = 0; i < 60; ++i) {
    const temporary_folder folder;
    left.copy_to(folder.path());
    const std::uintmax_t size = i == 0 ? whole : random() % whole;
    std::filesystem::resize_file(folder / log_file, size);
    const auto tail = inspect_wal(folder / log_file);
    const auto result = restart_on(folder.path(), left);
    ASSERT_EQ(result.refusal, "") << size;
    ASSERT_EQ(tail.torn_bytes > 0, !result.reports.empty()) << size;
    reported += result.reports.size();
    if (size == whole) {
      ASSERT_EQ(result.events, left.script().events().size());
      ASSERT_EQ(tail.torn_bytes, 0U);
    } else {
      ASSERT_LE(tail.committed_frames * 4'120 + 32, size);
    }
  }
  EXPECT_GT(reported, 30U);
}

TEST(journal_torn_tail, a_flipped_bit_in_the_log_costs_what_follows_and_is_reported) {
  const left_journal left{1'000, 20, true};
  std::mt19937_64 random{2};
  for (int i = 0; i < 40; ++i) {
    const temporary_folder folder;
    left.copy_to(folder.path());
    const auto at = static_cast<std::streamoff>(random() % left.size_of(log_file));
    std::fstream file{folder / log_file, std::ios::in | std::ios::out | std::ios::binary};
    file.seekg(at);
    const char flipped = static_cast<char>(file.get() ^ (1 << random() % 8));
    file.seekp(at);
    file.put(flipped);
    file.close();
    const auto result = restart_on(folder.path(), left);
    ASSERT_EQ(result.refusal, "") << at;
    ASSERT_TRUE(result.events == left.script().events().size() || !result.reports.empty()) << at;
  }
}

// The salts say which frames belong to the log: the last one must not pass for an older one.
TEST(journal_torn_tail, a_flipped_bit_in_the_last_salts_is_reported) {
  const left_journal left{200, 20, true};
  constexpr std::uintmax_t frame_size = 24 + 4'096;
  for (std::uintmax_t byte = 8; byte < 16; ++byte) {
    const temporary_folder folder;
    left.copy_to(folder.path());
    const auto at = static_cast<std::streamoff>(left.size_of(log_file) - frame_size + byte);
    std::fstream file{folder / log_file, std::ios::in | std::ios::out | std::ios::binary};
    file.seekg(at);
    const char flipped = static_cast<char>(file.get() ^ 4);
    file.seekp(at);
    file.put(flipped);
    file.close();
    const auto result = restart_on(folder.path(), left);
    EXPECT_LT(result.events, left.script().events().size()) << byte;
    EXPECT_FALSE(result.reports.empty()) << byte;
  }
}

TEST(journal_torn_tail, a_file_cut_anywhere_is_read_as_far_as_it_goes_or_refused) {
  const left_journal left{1'500, 20, false};
  const std::uintmax_t whole = left.size_of(day_file);
  std::mt19937_64 random{3};
  int cut_off = 0;
  for (int i = 0; i < 100; ++i) {
    const temporary_folder folder;
    left.copy_to(folder.path());
    // Every other cut is in the last page, where rows lie from the end towards the middle.
    const std::uintmax_t cut = 1 + random() % (i % 2 == 0 ? whole : 4'096);
    const std::uintmax_t size = i == 0 ? whole : whole - cut;
    std::filesystem::resize_file(folder / day_file, size);
    const auto result = restart_on(folder.path(), left);
    if (size == whole) {
      ASSERT_EQ(result.events, left.script().events().size());
      ASSERT_TRUE(result.reports.empty());
    } else if (result.refusal.empty()) {
      ASSERT_FALSE(result.reports.empty()) << size;
      ASSERT_LT(result.events, left.script().events().size());
      cut_off += result.events > 0 ? 1 : 0;
    } else {
      ASSERT_NE(result.refusal.find(day_file), std::string::npos) << result.refusal;
    }
  }
  EXPECT_GT(cut_off, 50);
}

TEST(journal_torn_tail, a_flipped_bit_in_the_file_is_never_read_as_an_event) {
  const left_journal left{1'500, 20, false};
  std::mt19937_64 random{4};
  int found = 0;
  for (int i = 0; i < 200; ++i) {
    const temporary_folder folder;
    left.copy_to(folder.path());
    const auto at = static_cast<std::streamoff>(random() % left.size_of(day_file));
    std::fstream file{folder / day_file, std::ios::in | std::ios::out | std::ios::binary};
    file.seekg(at);
    const char flipped = static_cast<char>(file.get() ^ (1 << random() % 8));
    file.seekp(at);
    file.put(flipped);
    file.close();
    try {
      const auto verified = verify_journal(folder.path());
      const auto content = read_all(folder.path());
      ASSERT_EQ(difference(content, left.script()), "") << at;
      ASSERT_EQ(verified.events, content.events.size()) << at;
      ASSERT_TRUE(content.events.size() == left.script().events().size() || verified.fault) << at;
      found += verified.good() ? 0 : 1;
    } catch (const sqlite_error&) {
      ++found;
    }
  }
  EXPECT_GT(found, 100);
}

TEST(journal_torn_tail, a_log_that_was_started_over_has_no_torn_tail) {
  // Some thousand pages: SQLite brings them into the file and starts the log over, several times.
  const left_journal left{60'000, 300, true};
  const temporary_folder folder;
  left.copy_to(folder.path());
  EXPECT_EQ(inspect_wal(folder / log_file).torn_bytes, 0U);
  const auto result = restart_on(folder.path(), left);
  EXPECT_EQ(result.events, left.script().events().size());
  EXPECT_TRUE(result.reports.empty());
}

TEST(journal_torn_tail, an_absent_log_has_no_tail) {
  const temporary_folder folder;
  EXPECT_EQ(inspect_wal(folder / log_file).torn_bytes, 0U);
}

}  // namespace
}  // namespace beatwatch
