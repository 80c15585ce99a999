#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/busy_shift.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr int kills = 20;
constexpr std::size_t unanswered_steps_max = 20;

// How often the journal holds each number of the source "radios".
std::map<std::uint64_t, int> numbers_in(const std::filesystem::path& journal) {
  std::map<std::uint64_t, int> times;
  for (const journal_row& row : rows_of_journal(journal)) {
    for (const event& e : row.events) {
      if (e.source == "radios") {
        ++times[e.source_seq];
      }
    }
  }
  return times;
}

void expect_all_once_up_to(std::uint64_t last, const std::map<std::uint64_t, int>& times) {
  for (std::uint64_t seq = 1; seq <= last; ++seq) {
    const auto found = times.find(seq);
    ASSERT_TRUE(found != times.end()) << "event " << seq << " of " << last << " is missing";
    ASSERT_EQ(found->second, 1) << "event " << seq;
  }
}

struct outcome {
  std::string state_digest;
  std::uint64_t feed_number = 0;
  std::uint64_t sent = 0;
};

outcome outcome_of(const daemon_process& daemon, const test_sender& sender) {
  test_asker asker(daemon.endpoints().query);
  return {.state_digest = asker.state_digest(),
          .feed_number = asker.status().feed_number(),
          .sent = sender.last_seq()};
}

outcome undisturbed(const std::vector<std::vector<event_body>>& shift) {
  const daemon_setup setup(busy_shift_clock);
  daemon_process daemon(setup.config_file());
  test_sender sender("radios", daemon.endpoints().ingest);
  for (const auto& step : shift) {
    sender.send(step);
  }
  EXPECT_TRUE(sender.drain());
  return outcome_of(daemon, sender);
}

TEST(kill_at_any_moment, leaves_the_state_of_a_run_that_was_never_disturbed) {
  const auto shift = busy_shift({.seed = 20, .units = 20, .steps = 1000});
  const outcome expected = undisturbed(shift);
  ASSERT_EQ(expected.state_digest.size(), 64u);

  const daemon_setup setup(busy_shift_clock);
  daemon_process daemon(setup.config_file());
  test_sender sender("radios", daemon.endpoints().ingest);
  std::mt19937_64 random(20'26);
  const std::size_t steps_per_kill = shift.size() / (kills + 1);
  std::size_t next = 0;
  std::uint64_t unanswered_at_kills = 0;
  for (int kill = 1; kill <= kills; ++kill) {
    const std::size_t end =
        steps_per_kill * static_cast<std::size_t>(kill) + random() % steps_per_kill;
    for (; next < end; ++next) {
      sender.send(shift[next]);
      (void)sender.reply(next % unanswered_steps_max == 0 ? 60s : 0ms);
    }
    std::this_thread::sleep_for(std::chrono::microseconds{random() % 20'000});
    daemon.kill();
    while (sender.reply(0ms)) {
      // What was answered before the kill was promised.
    }
    unanswered_at_kills += sender.last_seq() - sender.acknowledged_seq();
    expect_all_once_up_to(sender.acknowledged_seq(), numbers_in(setup.journal()));
    daemon.start();
    sender.reconnect(daemon.endpoints().ingest);
  }
  for (; next < shift.size(); ++next) {
    sender.send(shift[next]);
  }
  ASSERT_TRUE(sender.drain());
  EXPECT_EQ(daemon.endpoints().run, 1u + kills);
  EXPECT_GT(unanswered_at_kills, 0u) << "the kills came while nothing was under way";

  const outcome disturbed = outcome_of(daemon, sender);
  EXPECT_EQ(disturbed.sent, expected.sent);
  EXPECT_EQ(disturbed.state_digest, expected.state_digest);
  EXPECT_EQ(disturbed.feed_number, expected.feed_number);
  EXPECT_EQ(daemon.log().find("gave other changes"), std::string::npos) << daemon.log();
  const auto times = numbers_in(setup.journal());
  EXPECT_EQ(times.size(), expected.sent) << "each event once and nothing else";
  expect_all_once_up_to(expected.sent, times);
}

TEST(kill_at_any_moment, the_state_digest_sees_one_ping_that_differs) {
  auto shift = busy_shift({.seed = 20, .units = 5, .steps = 60});
  const outcome one = undisturbed(shift);
  std::get<ping>(shift.back()[1]).at.lat_e7 += 1;
  const outcome other = undisturbed(shift);
  EXPECT_NE(one.state_digest, other.state_digest);
}

}  // namespace
}  // namespace beatwatch
