// What a killed, stopped or full server keeps, through the real process.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "engine/event.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/daemon_steps.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

TEST(beatwatchd_recovery, after_a_kill_goes_on_with_numbers_and_digest_as_if_undisturbed) {
  std::vector<std::string> digests;
  std::vector<std::vector<std::string>> states;
  for (const bool disturbed : {false, true}) {
    const daemon_setup setup(driven);
    daemon_process daemon(setup.config_file());
    test_sender sender("radios", daemon.endpoints().ingest);
    const auto on_disk = [&daemon] {
      return test_asker(daemon.endpoints().query).status().events_durable();
    };
    int step_number = 0;
    for (const auto& step : stop_in_east(20)) {
      sender.send(step);
      (void)sender.reply(1ms);
      if (disturbed && ++step_number % 30 == 0) {
        while (on_disk() == 0) {  // until then there is no file in which a run could stand
          (void)sender.reply(1ms);
        }
        daemon.kill();
        daemon.start();
        sender.reconnect(daemon.endpoints().ingest);
      }
    }
    ASSERT_TRUE(sender.drain());
    test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "");
    std::vector<std::string>& state = states.emplace_back();
    for (const auto& [key, message] : console.state()) {
      v1::FeedMessage without_run = message;
      without_run.clear_run();
      state.push_back(key + " " + without_run.ShortDebugString());
    }
    EXPECT_EQ(daemon.endpoints().run, disturbed ? 5u : 1u);
    EXPECT_EQ(sender.acknowledged_seq(), sender.last_seq());
    if (disturbed) {
      EXPECT_THAT(daemon.log(), ::testing::Not(HasSubstr("gave other changes")));
    }
  }
  EXPECT_EQ(states[0], states[1]) << "numbers included";
}

TEST(beatwatchd_recovery, a_clean_stop_leaves_a_checkpoint_from_which_it_goes_on) {
  const daemon_setup setup(driven);
  daemon_process daemon(setup.config_file());
  test_sender sender("radios", daemon.endpoints().ingest);
  for (const auto& step : stop_in_east(5)) {
    sender.send(step);
  }
  ASSERT_TRUE(sender.drain());
  test_asker before(daemon.endpoints().query);
  const v1::StatusAnswer then = before.status();
  EXPECT_EQ(daemon.stop(), 0);
  daemon.start();
  EXPECT_THAT(daemon.log(), HasSubstr("run 2: checkpoint after event"));
  EXPECT_THAT(daemon.log(), HasSubstr(" 0 events replayed"));
  test_asker after(daemon.endpoints().query);
  const v1::StatusAnswer now = after.status();
  EXPECT_EQ(now.digest(), then.digest());
  EXPECT_EQ(now.feed_number(), then.feed_number());
  EXPECT_EQ(now.engine_now_ms(), then.engine_now_ms());
}

TEST(beatwatchd_recovery, stops_cleanly_as_soon_as_it_says_that_it_is_ready) {
  const daemon_setup setup(driven);
  daemon_process daemon(setup.config_file());
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(daemon.stop(), 0);
    daemon.start();
  }
}

// No file may grow: what a full disk does. Raised again, the disk has room again.
void limit_files_of(pid_t pid, rlim_t bytes) {
  const rlimit limit{.rlim_cur = bytes, .rlim_max = RLIM_INFINITY};
  ASSERT_EQ(::prlimit(pid, RLIMIT_FSIZE, &limit, nullptr), 0);
}

TEST(beatwatchd_recovery, acknowledges_nothing_while_the_journal_is_not_writable_and_recovers) {
  const daemon_setup setup(driven);
  daemon_process daemon(setup.config_file());
  test_sender sender("radios", daemon.endpoints().ingest);
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "");
  sender.send(ping_at("radio-1", two_o_clock, at_m(10, 10)));
  ASSERT_TRUE(sender.drain());
  ASSERT_TRUE(console.joined());
  EXPECT_TRUE(console.heartbeat()->journal_writable());

  limit_files_of(daemon.pid(), 0);
  sender.send(ping_at("radio-2", two_o_clock, at_m(20, 10)));
  EXPECT_FALSE(sender.reply(500ms));
  EXPECT_TRUE(console.follow_until([&] { return !console.heartbeat()->journal_writable(); }));
  EXPECT_FALSE(console.state().contains("unit/radios/radio-2/ 5")) << "nothing is published";
  test_asker asker(daemon.endpoints().query);
  EXPECT_FALSE(asker.status().journal_writable());
  EXPECT_NE(asker.status().journal_trouble(), "");
  v1::Request nearest;
  nearest.mutable_nearest()->set_towards_unit("radios/radio-2");
  EXPECT_EQ(asker.ask_one(nearest).error().code(), v1::ERROR_CODE_UNAVAILABLE);

  limit_files_of(daemon.pid(), RLIM_INFINITY);
  EXPECT_TRUE(sender.drain());
  EXPECT_TRUE(console.follow_until([&] { return console.heartbeat()->journal_writable(); }));
  EXPECT_TRUE(
      console.follow_until([&] { return console.state().contains("unit/radios/radio-2/ 5"); }));
}

TEST(beatwatchd_recovery, nothing_acknowledged_is_lost_when_it_is_killed_with_a_full_disk) {
  const daemon_setup setup(driven);
  daemon_process daemon(setup.config_file());
  test_sender sender("radios", daemon.endpoints().ingest);
  for (int i = 0; i < 20; ++i) {
    if (i == 10) {
      limit_files_of(daemon.pid(), 0);
    }
    sender.send(ping_at("radio-" + std::to_string(i), two_o_clock, at_m(10 + i, 10)));
    (void)sender.reply(i < 10 ? 60s : 50ms);
  }
  EXPECT_EQ(sender.acknowledged_seq(), 10u);
  daemon.kill();
  daemon.start();
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "unit/");
  EXPECT_EQ(console.state().size(), 10u);
  sender.reconnect(daemon.endpoints().ingest);
  EXPECT_TRUE(sender.drain());
  EXPECT_TRUE(console.follow_until([&] { return console.state().size() == 20; }));
}

}  // namespace
}  // namespace beatwatch
