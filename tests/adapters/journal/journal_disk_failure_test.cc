#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <functional>
#include <string>

#include "adapters/journal/journal_verify.h"
#include "tests/support/journal_script.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t before = 500;
constexpr std::uint64_t after = 1'500;
const std::string day_file = "beatwatch-2025-06-15.journal";

/// While this lives nothing can be written to any file: the disk is full for this process.
class full_disk {
 public:
  full_disk() : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &earlier_);
    const rlimit limit{.rlim_cur = 0, .rlim_max = earlier_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  full_disk(const full_disk&) = delete;
  full_disk& operator=(const full_disk&) = delete;
  ~full_disk() {
    ::setrlimit(RLIMIT_FSIZE, &earlier_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit earlier_{};
};

/// Writes, breaks something, writes on, mends it: nothing that was durable may be lost, nothing may
/// be called durable while it is broken, and in the end everything is there.
void expect_to_survive(const std::filesystem::path& folder,
                       const std::function<void()>& break_it,
                       const std::function<void()>& mend_it) {
  const journal_script script{11};
  std::atomic<std::uint64_t> durable{0};
  std::atomic<int> troubles{0};
  std::atomic<int> wrong_claims{0};
  const auto on_progress = [&](const journal_progress& progress) {
    if (progress.writable != progress.trouble.empty() ||
        (!progress.writable && progress.events != durable)) {
      ++wrong_claims;
    }
    durable = progress.events;
    troubles += progress.writable ? 0 : 1;
  };
  {
    const auto writer = open_writer(folder, on_progress);
    std::uint64_t from = 0;
    ASSERT_TRUE(script.play(*writer, from, before));
    ASSERT_TRUE(writer->flush(60s));
    break_it();
    ASSERT_TRUE(script.play(*writer, from, after));
    ASSERT_TRUE(eventually([&] { return troubles > 0; }));
    mend_it();
    ASSERT_TRUE(writer->flush(60s)) << writer->progress().trouble;
    EXPECT_TRUE(writer->progress().writable);
    EXPECT_EQ(wrong_claims, 0);
    EXPECT_EQ(read_all(folder).events.size(), after);
  }
  const auto content = read_all(folder);
  EXPECT_EQ(content.events.size(), after);
  EXPECT_EQ(difference(content, script), "");
  EXPECT_TRUE(verify_journal(folder).good());
  EXPECT_EQ(open_writer(folder)->recovered().end.events, after);
}

TEST(journal_disk_failure, a_full_disk_stops_it_until_there_is_room) {
  const temporary_folder folder;
  std::optional<full_disk> full;
  expect_to_survive(
      folder.path(), [&] { full.emplace(); }, [&] { full.reset(); });
}

TEST(journal_disk_failure, a_full_file_system_stops_it_until_there_is_room) {
  const temporary_folder folder;
  if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=1m") != 0) {
    GTEST_SKIP() << "needs the right to mount a small file system";
  }
  const auto ballast = folder / "ballast";
  expect_to_survive(
      folder.path(),
      [&] {
        std::ofstream out{ballast, std::ios::binary};
        const std::string block(4'096, 'x');
        while (out.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
        }
      },
      [&] { std::filesystem::remove(ballast); });
  ::umount(folder.path().c_str());
}

TEST(journal_disk_failure, a_removed_file_is_written_again) {
  const temporary_folder folder;
  expect_to_survive(
      folder.path(), [&] { std::filesystem::remove(folder / day_file); }, [] {});
}

TEST(journal_disk_failure, a_removed_log_is_written_again) {
  const temporary_folder folder;
  expect_to_survive(
      folder.path(), [&] { std::filesystem::remove(folder / (day_file + "-wal")); }, [] {});
}

TEST(journal_disk_failure, a_renamed_file_is_written_again) {
  const temporary_folder folder;
  expect_to_survive(
      folder.path(),
      [&] { std::filesystem::rename(folder / day_file, folder / "elsewhere"); },
      [] {});
}

TEST(journal_disk_failure, a_removed_folder_is_made_again) {
  const temporary_folder folder;
  const auto inner = folder / "journal";
  expect_to_survive(
      inner, [&] { std::filesystem::remove_all(inner); }, [] {});
}

TEST(journal_disk_failure, another_file_in_its_place_is_not_overwritten) {
  const temporary_folder folder;
  const auto file = folder / day_file;
  const auto look = [&] {
    std::ifstream in{file};
    return std::string{std::istreambuf_iterator<char>{in}, {}};
  };
  expect_to_survive(
      folder.path(),
      [&] {
        std::filesystem::remove(file);
        std::ofstream{file} << "not ours";
      },
      [&] {
        std::this_thread::sleep_for(200ms);
        EXPECT_EQ(look(), "not ours");
        std::filesystem::remove(file);
      });
}

TEST(journal_disk_failure, the_queue_is_bounded_and_takes_again_when_the_disk_does) {
  const temporary_folder folder;
  const journal_script script{12, 40'000};
  journal_options options{.folder = folder.path(), .queue_bytes_max = 200'000};
  options.run.build = "test";
  sqlite_journal_writer writer{options, [](const journal_progress&) {}};
  std::uint64_t from = 0;
  ASSERT_TRUE(script.play(writer, from, before));
  ASSERT_TRUE(writer.flush(60s));
  {
    const full_disk full;
    ASSERT_FALSE(script.play(writer, from, script.events().size()));
    EXPECT_EQ(writer.last_appended(), from);
    ASSERT_TRUE(eventually([&] { return !writer.progress().writable; }));
    ASSERT_FALSE(script.play(writer, from, script.events().size()));
    const std::uint64_t refused_at = from;
    std::this_thread::sleep_for(100ms);
    ASSERT_FALSE(script.play(writer, from, script.events().size()));
    EXPECT_EQ(from, refused_at);
    EXPECT_LT(writer.progress().events, from);
  }
  ASSERT_TRUE(eventually([&] { return script.play(writer, from, script.events().size()); }));
  ASSERT_TRUE(writer.flush(60s));
  const auto content = read_all(folder.path());
  EXPECT_EQ(content.events.size(), script.events().size());
  EXPECT_EQ(difference(content, script), "");
}

TEST(journal_disk_failure, a_folder_that_cannot_be_made_is_an_error_at_start) {
  const temporary_folder folder;
  std::ofstream{folder / "file"} << "x";
  EXPECT_THROW(open_writer(folder / "file/journal"), std::filesystem::filesystem_error);
}

}  // namespace
}  // namespace beatwatch
