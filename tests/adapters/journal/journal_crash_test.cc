#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
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

/// The last number that came through the pipe.
std::uint64_t last_acknowledged(int pipe_end) {
  std::uint64_t last = 0;
  std::uint64_t number = 0;
  while (::read(pipe_end, &number, sizeof number) == sizeof number) {
    last = number;
  }
  return last;
}

TEST(journal_crash, nothing_acknowledged_is_lost_by_kill_9) {
  const temporary_folder folder;
  const journal_script script{21, 60'000};
  std::mt19937_64 random{21};
  std::uint64_t acknowledged = 0;
  for (int round = 0; round < 20; ++round) {
    std::array<int, 2> acknowledgements{};
    ASSERT_EQ(::pipe(acknowledgements.data()), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(acknowledgements[0]);
      write_until_killed(folder.path(), script, acknowledgements[1]);
    }
    ::close(acknowledgements[1]);
    std::this_thread::sleep_for(std::chrono::milliseconds{20 + random() % 80});
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    acknowledged = std::max(acknowledged, last_acknowledged(acknowledgements[0]));
    ::close(acknowledgements[0]);

    const auto content = read_all(folder.path());
    ASSERT_FALSE(content.fault);
    ASSERT_EQ(difference(content, script), "");
    ASSERT_GE(content.events.size(), acknowledged);
  }
  EXPECT_GT(acknowledged, 1'000U);
  EXPECT_TRUE(verify_journal(folder.path()).good());
}

}  // namespace
}  // namespace beatwatch
