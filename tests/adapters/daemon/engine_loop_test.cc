#include "adapters/daemon/engine_loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/support/scripted_journal.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr instant start = ms_to_instant(1'795'183'200'000);  // 2026-11-20T14:00:00Z

class engine_loops : public ::testing::Test {
 protected:
  explicit engine_loops(std::unique_ptr<clock_port> clock = std::make_unique<driven_clock>(start))
      : clock_(std::move(clock)) {
    engine_.offer(std::make_shared<const zone_set>(std::vector<zone>{}, std::string(64, 'a')));
    engine_loop_.start(
        {.applied = [](std::span<const event>) {},
         .release =
             [this](std::vector<feed_item> items) {
               for (const feed_item& item : items) {
                 told_.push_back(item.topic);
               }
             },
         .room = [this] { told_.emplace_back("room"); },
         .save = [](const std::vector<feed_item>&) { return std::vector<std::byte>{}; }});
  }

  static intake ping_of(const std::string& device, instant at = start) {
    return {.source = "cars",
            .body = ping{
                .device = device, .observed_at = at, .at = {.lat_e7 = 10'000, .lon_e7 = 10'000}}};
  }
  static intake clock_to(instant to) {
    return {.source = "cars", .body = clock_advanced{.to = to}};
  }

  void run() {
    loop_.restart();
    loop_.poll();
  }
  void put_on_disk() {
    journal_.state.events = journal_.last_appended();
    engine_loop_.on_progress(journal_.state);
    run();
  }

  // Every event on record: 't' tick, 'p' ping, 'c' clock step, 'n' count, with its second.
  [[nodiscard]] std::vector<std::string> record() const {
    std::vector<std::string> all;
    for (const auto& batch : journal_.batches) {
      for (const event& e : batch) {
        const char kind = std::holds_alternative<tick>(e.body)             ? 't'
                          : std::holds_alternative<ping>(e.body)           ? 'p'
                          : std::holds_alternative<clock_advanced>(e.body) ? 'c'
                                                                           : 'n';
        all.push_back(kind + std::to_string((e.received_at - start) / 1s));
      }
    }
    return all;
  }

  asio::io_context loop_;
  engine engine_{parameters{}};
  scripted_journal journal_;
  std::unique_ptr<clock_port> clock_;
  change_feed feed_{1};
  engine_loop engine_loop_{
      loop_,
      {.engine = engine_, .journal = journal_, .clock = *clock_, .feed = feed_},
      {.checkpoint_interval = 1h, .waiting_events_max = 10},
      start};
  std::vector<std::string> told_;
};

TEST_F(engine_loops, make_one_batch_of_what_comes_in_one_turn) {
  engine_loop_.take({ping_of("1"), ping_of("2")});
  engine_loop_.take({ping_of("3")});
  EXPECT_TRUE(journal_.batches.empty());
  run();
  ASSERT_EQ(journal_.batches.size(), 1u);
  EXPECT_EQ(journal_.batches[0].size(), 3u);
  EXPECT_EQ(journal_.sealed, 1u);
}

TEST_F(engine_loops, hold_messages_and_acknowledgements_until_the_batch_is_on_disk) {
  engine_loop_.take({ping_of("1")});
  engine_loop_.when_durable([this] { told_.emplace_back("ack 1"); });
  run();
  engine_loop_.take({ping_of("2")});
  engine_loop_.when_durable([this] { told_.emplace_back("ack 2"); });
  EXPECT_THAT(told_, IsEmpty());
  EXPECT_FALSE(engine_loop_.all_durable());
  journal_.state.events = 1;
  engine_loop_.on_progress(journal_.state);
  EXPECT_THAT(told_, ElementsAre("source/cars/", "unit/cars/1/", "ack 1"));
  run();
  put_on_disk();
  EXPECT_THAT(
      told_,
      ElementsAre(
          "source/cars/", "unit/cars/1/", "ack 1", "source/cars/", "unit/cars/2/", "ack 2"));
  EXPECT_TRUE(engine_loop_.all_durable());
  engine_loop_.when_durable([this] { told_.emplace_back("at once"); });
  EXPECT_EQ(told_.back(), "at once");
}

TEST_F(engine_loops, keep_everything_in_order_while_the_journal_has_no_room) {
  journal_.full = true;
  engine_loop_.take({ping_of("1")});
  run();
  engine_loop_.take({ping_of("2")});
  engine_loop_.when_durable([this] { told_.emplace_back("ack"); });
  run();
  EXPECT_THAT(record(), IsEmpty());
  EXPECT_FALSE(engine_loop_.all_durable());
  journal_.full = false;
  engine_loop_.on_progress(journal_.state);
  run();
  ASSERT_EQ(record().size(), 2u);
  EXPECT_EQ(std::get<ping>(journal_.batches[0][0].body).device, "1");
  EXPECT_EQ(std::get<ping>(journal_.batches[1][0].body).device, "2");
  put_on_disk();
  EXPECT_EQ(told_.back(), "ack");
}

TEST_F(engine_loops, make_senders_wait_and_count_what_cannot_wait_at_the_bound) {
  journal_.full = true;
  engine_loop_.take({ping_of("0")});
  run();  // in hand
  for (int i = 0; i < 3; ++i) {
    engine_loop_.take_or_lose(
        {ping_of("1"), ping_of("2"), ping_of("3"), ping_of("4"), ping_of("5")});
  }
  EXPECT_FALSE(engine_loop_.has_room());
  journal_.full = false;
  engine_loop_.on_progress(journal_.state);
  run();
  EXPECT_TRUE(engine_loop_.has_room());
  EXPECT_THAT(told_, ElementsAre("room"));
  engine_loop_.take({clock_to(start + 1s)});
  run();
  std::vector<std::string> expected(11, "p0");
  expected.insert(expected.end(), {"n0", "t0", "c1"});
  EXPECT_EQ(record(), expected);
  const auto& counted = std::get<intake_counted>((*(journal_.batches.end() - 3)).back().body);
  EXPECT_EQ(counted.reason, "lost");
  EXPECT_EQ(counted.count, 5u);
}

TEST_F(engine_loops, put_ticks_of_a_driven_clock_before_what_is_stamped_later) {
  engine_loop_.take(
      {ping_of("1"), clock_to(start + 1s), clock_to(start + 12s), ping_of("1", start + 12s)});
  run();
  const std::vector<std::string> expected{"p0", "t0", "c1", "t10", "c12", "p12"};
  EXPECT_EQ(record(), expected) << "the engine looks for silent units every 10 s";
  EXPECT_EQ(clock_->now(), start + 12s);
  EXPECT_EQ(engine_loop_.clock_target(), start + 12s);
}

TEST_F(engine_loops, record_the_same_whether_a_driven_shift_comes_in_one_turn_or_in_many) {
  std::vector<intake> shift;
  for (int s = 0; s < 100; s += 3) {
    shift.push_back(clock_to(start + std::chrono::seconds{s}));
    shift.push_back(ping_of(std::to_string(s % 5), start + std::chrono::seconds{s}));
  }
  engine_loop_.take(shift);
  run();
  const std::vector<std::string> at_once = record();

  class many : public engine_loops {
   public:
    void TestBody() override {}
    std::vector<std::string> play(const std::vector<intake>& events) {
      for (const intake& in : events) {
        engine_loop_.take({in});
        run();
        put_on_disk();
      }
      return record();
    }
  };
  EXPECT_EQ(many().play(shift), at_once);
  EXPECT_GT(at_once.size(), shift.size()) << "with ticks between";
}

TEST_F(engine_loops, hand_over_a_checkpoint_before_a_new_day_begins) {
  engine_loop_.take({ping_of("1")});
  run();
  EXPECT_THAT(journal_.checkpoints, IsEmpty());
  journal_.new_days.insert(start + 10h);
  engine_loop_.take({clock_to(start + 10h)});
  run();
  EXPECT_THAT(journal_.checkpoints, ElementsAre(start + 10h));
}

TEST_F(engine_loops, end_with_everything_applied_and_a_checkpoint) {
  engine_loop_.take({ping_of("1")});
  engine_loop_.count("cars", "bad_time", 2);
  EXPECT_TRUE(engine_loop_.stop(1s));
  EXPECT_EQ(record(), (std::vector<std::string>{"p0", "n0"}));
  EXPECT_THAT(journal_.checkpoints, ElementsAre(start));
  EXPECT_THAT(told_, ElementsAre("source/cars/", "unit/cars/1/", "source/cars/"));
}

// A wall clock that the test sets.
struct set_wall {
  static inline clock_reading reading;
  static clock_reading read() { return reading; }
};

class wall_engine_loops : public engine_loops {
 protected:
  wall_engine_loops()
      : engine_loops([] {
          set_wall::reading = {.system = start, .steady = 0ms};
          return std::make_unique<wall_clock>(instant{}, set_wall::read);
        }()) {}
};

TEST_F(wall_engine_loops, stamp_with_the_time_of_the_clock_and_wake_the_engine_by_a_timer) {
  set_wall::reading = {.system = start + 9990ms, .steady = 9990ms};
  engine_loop_.take({ping_of("1")});
  run();
  ASSERT_EQ(record().size(), 1u);
  EXPECT_EQ(journal_.batches[0][0].received_at, start + 9990ms);
  set_wall::reading = {.system = start + 20s, .steady = 20s};
  loop_.restart();
  loop_.run_for(100ms);
  EXPECT_EQ(record(), (std::vector<std::string>{"p9", "t20"}));
}

TEST_F(wall_engine_loops, put_a_step_of_the_system_clock_on_record) {
  set_wall::reading = {.system = start - 1h, .steady = 1s};
  loop_.restart();
  loop_.run_for(1100ms);
  bool found = false;
  for (const auto& batch : journal_.batches) {
    for (const event& e : batch) {
      if (const auto* step = std::get_if<clock_stepped>(&e.body)) {
        found = true;
        EXPECT_EQ(step->by_ms, -3'601'000);
        EXPECT_EQ(e.received_at, start + 1s) << "the engine's time goes on steadily";
      }
    }
  }
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace beatwatch
