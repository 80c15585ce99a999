#include "adapters/daemon/clock.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

const instant noon = ms_to_instant(1'800'000'000'000);

struct set_clocks {
  clock_reading reading{.system = noon, .steady = 5h};
  std::function<clock_reading()> reader() {
    return [this] { return reading; };
  }
  void pass(duration time) {
    reading.system += time;
    reading.steady += time;
  }
};

TEST(wall_clock, goes_with_the_system_clock) {
  set_clocks clocks;
  wall_clock clock(instant{}, clocks.reader());
  EXPECT_EQ(clock.now(), noon);
  clocks.pass(90s);
  EXPECT_EQ(clock.now(), noon + 90s);
  EXPECT_EQ(clock.take_step(), std::nullopt);
  EXPECT_EQ(clock.behind(), 0ms);
}

TEST(wall_clock, tells_a_step_once_and_does_not_follow_it) {
  set_clocks clocks;
  wall_clock clock(instant{}, clocks.reader());
  clocks.pass(1s);
  clocks.reading.system -= 1h;
  EXPECT_EQ(clock.now(), noon + 1s);
  EXPECT_EQ(clock.take_step(), -1h);
  EXPECT_EQ(clock.take_step(), std::nullopt);
  EXPECT_EQ(clock.behind(), -1h);
  clocks.pass(1s);
  clocks.reading.system += 1h;
  EXPECT_EQ(clock.take_step(), 1h);
  EXPECT_EQ(clock.now(), noon + 2s);
  EXPECT_EQ(clock.behind(), 0ms);
}

TEST(wall_clock, takes_what_is_smaller_than_a_step_for_the_noise_of_reading) {
  set_clocks clocks;
  wall_clock clock(instant{}, clocks.reader());
  clocks.reading.system += wall_clock::smallest_step - 1ms;
  EXPECT_EQ(clock.take_step(), std::nullopt);
  EXPECT_EQ(clock.behind(), 0ms);
  clocks.reading.system += 1ms;
  EXPECT_EQ(clock.take_step(), wall_clock::smallest_step);
}

TEST(wall_clock, starts_no_earlier_than_what_is_on_record) {
  set_clocks clocks;
  wall_clock clock(noon + 10min, clocks.reader());
  EXPECT_EQ(clock.now(), noon + 10min);
  clocks.pass(1s);
  EXPECT_EQ(clock.now(), noon + 10min + 1s) << "and goes on steadily";
  EXPECT_EQ(clock.behind(), -10min);
  EXPECT_EQ(clock.take_step(), std::nullopt);
}

TEST(wall_clock, reads_this_machine) {
  const wall_clock clock(instant{});
  const instant before = clock.now();
  EXPECT_GE(clock.now(), before);
  EXPECT_LT(std::chrono::abs(clock.behind()), 1s);
}

TEST(driven_clock, moves_only_when_it_is_moved_and_never_back) {
  driven_clock clock(noon);
  EXPECT_EQ(clock.now(), noon);
  EXPECT_TRUE(clock.advance(noon + 1s));
  EXPECT_TRUE(clock.advance(noon + 1s));
  EXPECT_FALSE(clock.advance(noon));
  EXPECT_EQ(clock.now(), noon + 1s);
}

}  // namespace
}  // namespace beatwatch
