// A night's figures when the clocks go forward and when they go back, worked out by hand.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "engine/figures/coverage.h"
#include "engine/figures/frequency.h"
#include "engine/figures/red_time_index.h"
#include "engine/place_evidence.h"
#include "tests/support/london_2026.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

/// CLUB is red from Saturday 21:00 to Sunday 03:00, local time. An officer walks about in it from
/// 19:00 to 04:00 UTC, heard once a minute and by a radio whose silence says that he stayed.
class clock_changes : public testing::Test {
 protected:
  clock_changes() {
    day_.settings().clock = london_2026();
    reporting_profile& radios = day_.settings().profiles.front();
    radios.report_distance = metres{50};
    radios.heartbeat = 60s;
    constexpr std::uint8_t saturday = 0x20;
    day_.add_zone("CLUB",
                  -200,
                  -200,
                  200,
                  200,
                  {{.days = saturday, .start_minute = 21 * 60, .end_minute = 3 * 60}});
    day_.set_levels({{"force", "town"}});
  }

  // The night from Saturday to that Sunday.
  engine night_to(sys_days sunday) {
    const instant midnight{sunday};
    day_.add_entry({.unit = "W1",
                    .device = "RADIO1",
                    .kind = unit_kind::foot,
                    .person_ref = "first",
                    .skills = {},
                    .vehicle = {},
                    .home_zone = {},
                    .duty = {midnight - 6h, midnight + 6h}});
    const auto seconds_to = [](instant t) {
      return static_cast<double>((t - shift_builder::at(0)).count()) * 1e-3;
    };
    std::vector<event> pings;
    for (instant t = midnight - 5h; t <= midnight + 4h; t += 1min) {
      const double east_m = t.time_since_epoch() % 2min == 0min ? 20 : -20;
      event e = day_.ping_event("RADIO1", east_m, 0, seconds_to(t), seconds_to(t) + 1);
      std::get<ping>(e.body).trigger = ping_trigger::interval;
      pings.push_back(e);
    }
    engine e = day_.make_engine();
    (void)day_.run(e, pings, seconds_to(midnight + 9h));
    return e;
  }

  static void expect_red(const engine& e, interval policing_day, interval red) {
    const auto evidence = e.zone_evidence_of("CLUB", policing_day);
    ASSERT_TRUE(evidence);
    EXPECT_EQ(evidence->due, std::vector<interval>{red});
    const coverage_figures coverage = coverage_of(*evidence);
    EXPECT_EQ(coverage.due, 1U);
    EXPECT_EQ(coverage.visited.about, 1U);
    const auto answer = e.presence("CLUB", policing_day);
    constexpr presence_measure nine_hours{32'400'000, 32'400'000, 32'400'000, 0};
    EXPECT_EQ(answer->presence, nine_hours);
    EXPECT_EQ(answer->officers, nine_hours);
    const std::int64_t red_ms = red.length().count();
    EXPECT_EQ(answer->red, (presence_measure{red_ms, red_ms, red_ms, 0}));
    EXPECT_EQ(answer->visits, (visit_count{1, 1, 1}));
    EXPECT_EQ(sum_in_window(*evidence).red, answer->red);
    // (red / presence) / (red time / window)
    const double hours_of_day = static_cast<double>(policing_day.length().count()) / 3'600'000.0;
    EXPECT_NEAR(red_time_index(*evidence)->about, hours_of_day / 9.0, 1e-9);
    EXPECT_NEAR(frequency_of(*evidence, 1).per_zone_day, 24.0 / hours_of_day, 1e-9);
    const auto level = e.level_presence("force/town", policing_day);
    EXPECT_EQ(level->presence, answer->presence);
    EXPECT_EQ(level->red, answer->red);
    EXPECT_EQ(level->officers, answer->officers);
    EXPECT_EQ(level->visits, answer->visits);
  }

  shift_builder day_;
};

TEST_F(clock_changes, a_night_of_spring_has_five_red_hours_in_a_day_of_twenty_three) {
  const sys_days sunday{2026y / 3 / 29};
  const engine e = night_to(sunday);
  const interval day{sunday - 17h, sunday + 6h};  // 07:00 GMT to 07:00 BST
  ASSERT_EQ(day.length(), 23h);
  expect_red(e, day, {sunday - 3h, sunday + 2h});
}

TEST_F(clock_changes, a_night_of_autumn_has_seven_red_hours_in_a_day_of_twenty_five) {
  const sys_days sunday{2026y / 10 / 25};
  const engine e = night_to(sunday);
  const interval day{sunday - 18h, sunday + 7h};  // 07:00 BST to 07:00 GMT
  ASSERT_EQ(day.length(), 25h);
  expect_red(e, day, {sunday - 4h, sunday + 3h});
}

TEST_F(clock_changes, an_ordinary_night_has_six_red_hours_in_a_day_of_twenty_four) {
  const sys_days sunday{2026y / 6 / 7};
  const engine e = night_to(sunday);
  const interval day{sunday - 18h, sunday + 6h};
  expect_red(e, day, {sunday - 4h, sunday + 2h});
}

}  // namespace
}  // namespace beatwatch
