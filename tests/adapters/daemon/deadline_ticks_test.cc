#include "adapters/daemon/deadline_ticks.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr instant start = ms_to_instant(1'800'000'000'000);

// An engine that wants to be woken on every full second after something has happened, until it has
// been woken `wakes` times.
struct sleeper {
  int wakes_left = 0;
  instant next_wake{};

  void wake_from(instant now, int wakes) {
    if (wakes_left == 0) {
      next_wake = std::chrono::ceil<std::chrono::seconds>(now + 1ms);
    }
    wakes_left = wakes;
  }
  [[nodiscard]] std::optional<instant> deadline() const {
    return wakes_left > 0 ? std::optional{next_wake} : std::nullopt;
  }
  void tick() {
    --wakes_left;
    next_wake += 1s;
  }
};

struct stamped {
  instant at;
  bool is_tick;
  friend bool operator==(const stamped&, const stamped&) = default;
};

// Plays events at the given instants, stepping the clock to each of `steps` too.
std::vector<stamped> play(const std::vector<instant>& events, const std::vector<instant>& steps) {
  std::vector<stamped> record;
  sleeper engine;
  deadline_ticks ticks(start);
  const auto catch_up = [&](instant next) {
    while (const auto due = ticks.due_before(next, engine.deadline())) {
      record.push_back({*due, true});
      engine.tick();
      ticks.took_tick(*due);
    }
    ticks.took_event(next);
  };
  std::size_t step = 0;
  for (const instant at : events) {
    for (; step < steps.size() && steps[step] <= at; ++step) {
      catch_up(steps[step]);
    }
    catch_up(at);
    record.push_back({at, false});
    engine.wake_from(at, 3);
  }
  return record;
}

TEST(deadline_ticks, come_before_the_event_that_is_stamped_later) {
  const std::vector<stamped> record = play({start + 100ms, start + 2500ms}, {});
  EXPECT_EQ(record,
            (std::vector<stamped>{{start + 100ms, false},
                                  {start + 1s, true},
                                  {start + 2s, true},
                                  {start + 2500ms, false}}));
}

TEST(deadline_ticks, do_not_come_before_an_event_stamped_with_the_deadline) {
  const std::vector<stamped> record = play({start + 100ms, start + 1s, start + 1s}, {});
  EXPECT_EQ(
      record,
      (std::vector<stamped>{{start + 100ms, false}, {start + 1s, false}, {start + 1s, false}}));
}

TEST(deadline_ticks, end_when_the_engine_wants_no_more) {
  const std::vector<stamped> record = play({start + 100ms, start + 24h}, {});
  EXPECT_EQ(record.size(), 5u) << "two events, three ticks, not 86,400";
}

TEST(deadline_ticks, are_not_stamped_before_what_is_on_record) {
  deadline_ticks ticks(start + 5s);
  EXPECT_EQ(ticks.due_before(start + 6s, start + 1s), start + 5s);
}

class deadline_tick_seeds : public ::testing::TestWithParam<unsigned> {};

TEST_P(deadline_tick_seeds, do_not_depend_on_how_the_clock_is_driven) {
  std::mt19937 random(GetParam());
  std::vector<instant> events;
  instant at = start;
  for (int i = 0; i < 100; ++i) {
    at += duration{random() % 3000};
    events.push_back(at);
  }
  std::vector<instant> fine_steps;
  for (instant t = start; t <= at; t += duration{1 + random() % 500}) {
    fine_steps.push_back(t);
  }
  EXPECT_EQ(play(events, {}), play(events, fine_steps));
}
INSTANTIATE_TEST_SUITE_P(seeds, deadline_tick_seeds, ::testing::Range(0u, 20u));

TEST(deadline_ticks_death, an_engine_that_does_not_move_on_is_a_bug) {
  deadline_ticks ticks(start);
  ticks.took_tick(start + 1s);
  EXPECT_DEATH(ticks.took_tick(start + 1s), "a tick moves the engine's next deadline");
}

}  // namespace
}  // namespace beatwatch
