#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <optional>
#include <random>

#include "adapters/journal/journal_verify.h"
#include "tests/support/journal_script.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

/// Goes on with the script where the journal ends, and tells through `acknowledge` what is durable,
/// until it is killed.
[[noreturn]] void write_until_killed(const std::filesystem::path& folder,
                                     const journal_script& script,
                                     int acknowledge) {
  const auto writer = open_writer(folder, [&](const journal_progress& progress) {
    const auto written = ::write(acknowledge, &progress.events, sizeof progress.events);
    static_cast<void>(written);
  });
  std::uint64_t from = writer->recovered().end.events;
  while (true) {
    script.play(*writer, from, std::min<std::uint64_t>(from + 40, script.events().size()));
    std::this_thread::sleep_for(1ms);
  }
}

/// The next number that comes through the pipe; empty when none comes, or nobody writes any more.
std::optional<std::uint64_t> next_acknowledged(int pipe_end, std::chrono::milliseconds patience) {
  pollfd readable{.fd = pipe_end, .events = POLLIN, .revents = 0};
  std::uint64_t number = 0;
  if (::poll(&readable, 1, static_cast<int>(patience.count())) != 1 ||
      ::read(pipe_end, &number, sizeof number) != sizeof number) {
    return std::nullopt;
  }
  return number;
}

/// Writes in a process of its own, which is killed `later` than it has acknowledged `at_least`
/// events; what was acknowledged until then. However slow the disk is, it is waited for.
std::uint64_t write_and_be_killed(const std::filesystem::path& folder,
                                  const journal_script& script,
                                  std::uint64_t at_least,
                                  std::chrono::microseconds later) {
  std::array<int, 2> acknowledgements{};
  EXPECT_EQ(::pipe(acknowledgements.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(acknowledgements[0]);
    write_until_killed(folder, script, acknowledgements[1]);
  }
  EXPECT_GT(child, 0);
  ::close(acknowledgements[1]);
  std::uint64_t acknowledged = 0;
  while (acknowledged < at_least) {
    const auto number = next_acknowledged(acknowledgements[0], 60s);
    if (!number) {
      ADD_FAILURE() << "the writer stands still at event " << acknowledged;
      break;
    }
    acknowledged = *number;
  }
  std::this_thread::sleep_for(later);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  while (const auto number = next_acknowledged(acknowledgements[0], 60s)) {
    acknowledged = *number;
  }
  ::close(acknowledgements[0]);
  return acknowledged;
}

TEST(journal_crash, nothing_acknowledged_is_lost_by_kill_9) {
  const temporary_folder folder;
  const journal_script script{21, 60'000};
  std::mt19937_64 random{21};
  std::uint64_t acknowledged = 0;
  for (int round = 0; round < 20; ++round) {
    acknowledged = write_and_be_killed(folder.path(),
                                       script,
                                       acknowledged + 1 + random() % 200,
                                       std::chrono::microseconds{random() % 20'000});
    const auto content = read_all(folder.path());
    ASSERT_FALSE(content.fault) << content.fault->what;
    ASSERT_EQ(difference(content, script), "");
    ASSERT_GE(content.events.size(), acknowledged);
    acknowledged = content.events.size();
  }
  EXPECT_TRUE(verify_journal(folder.path()).good());
}

TEST(journal_crash, a_file_that_was_being_made_does_no_harm) {
  const journal_script script{22, 10'000};
  std::mt19937_64 random{22};
  for (int round = 0; round < 30; ++round) {
    const temporary_folder folder;
    const std::uint64_t acknowledged = write_and_be_killed(
        folder.path(), script, 0, std::chrono::microseconds{500 + random() % 20'000});
    const auto content = read_all(folder.path());
    ASSERT_FALSE(content.fault) << content.fault->what;
    ASSERT_GE(content.events.size(), acknowledged);
    const auto writer = open_writer(folder.path());
    std::uint64_t from = writer->recovered().end.events;
    ASSERT_EQ(from, content.events.size());
    ASSERT_TRUE(script.play(*writer, from, from + 10));
    ASSERT_TRUE(writer->flush(60s));
    ASSERT_EQ(read_all(folder.path()).events.size(), from);
  }
}

}  // namespace
}  // namespace beatwatch
