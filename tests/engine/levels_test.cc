// Visits and officers of a level, through the whole engine: one place made of its zones.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

/// Two zones side by side and a third one half a kilometre further east, in one level.
class levels : public testing::Test {
 protected:
  levels() {
    for (const auto& [name, x_m] : {std::pair{"WEST", 0.0}, {"EAST", 100.0}, {"FAR", 700.0}}) {
      day_.add_zone(name, x_m, -50, x_m + 100, 50);
      day_.set_levels({{"force", "town"}});
    }
  }

  /// A ping every 10 s, at that place east of the origin.
  void drive(const std::string& device, double from_s, const std::vector<double>& x_m) {
    for (std::size_t i = 0; i < x_m.size(); ++i) {
      const double t = from_s + 10.0 * static_cast<double>(i);
      events_.push_back(day_.ping_event(device, x_m[i], 0, t, t + 1));
    }
  }
  engine run(double until_s) {
    std::stable_sort(events_.begin(), events_.end(), [](const event& a, const event& b) {
      return a.received_at < b.received_at;
    });
    engine e = day_.make_engine();
    (void)day_.run(e, events_, until_s);
    return e;
  }
  [[nodiscard]] static interval today() {
    return {shift_builder::at(0) - std::chrono::hours{15},
            shift_builder::at(0) + std::chrono::hours{9}};
  }

  shift_builder day_;
  std::vector<event> events_;
};

const std::vector<double> through_both{-200, -100, 20, 60, 90, 120, 160, 190, 300, 400};

TEST_F(levels, count_one_visit_of_who_goes_from_one_zone_to_the_next) {
  day_.add_unit("W1", "RADIO1", unit_kind::foot);
  drive("RADIO1", 0, through_both);
  const engine e = run(300);
  EXPECT_EQ(e.presence("WEST", today())->visits->about, 1U);
  EXPECT_EQ(e.presence("EAST", today())->visits->about, 1U);
  const auto town = e.level_presence("force/town", today());
  EXPECT_EQ(town->visits->about, 1U);
  EXPECT_EQ(e.level_presence("force", today())->visits, town->visits);
  EXPECT_EQ(town->presence.about_ms,
            e.presence("WEST", today())->presence.about_ms +
                e.presence("EAST", today())->presence.about_ms);
}

TEST_F(levels, count_two_visits_of_who_was_elsewhere_for_long_between_them) {
  day_.add_unit("A1", "CAR1");
  drive("CAR1", 0, through_both);
  std::vector<double> away(60, 450);
  drive("CAR1", 100, away);
  drive("CAR1", 700, {600, 720, 750, 780, 900});
  const auto town = run(900).level_presence("force/town", today());
  EXPECT_EQ(town->visits->about, 2U);
  EXPECT_GE(town->visits->at_most, 2U);
}

TEST_F(levels, count_each_unit_that_came) {
  day_.add_unit("W1", "RADIO1", unit_kind::foot);
  day_.add_unit("W2", "RADIO2", unit_kind::foot);
  drive("RADIO1", 0, through_both);
  drive("RADIO2", 5, through_both);
  EXPECT_EQ(run(300).level_presence("force/town", today())->visits->about, 2U);
}

TEST_F(levels, have_an_officer_once_who_is_in_two_zones) {
  day_.add_zone("OVER", 50, -50, 150, 50);
  day_.set_levels({{"force", "town"}});
  for (const char* const person : {"first", "second"}) {
    day_.add_entry({.unit = "W1",
                    .device = std::string{"RADIO-"} + person,
                    .kind = unit_kind::foot,
                    .person_ref = person,
                    .skills = {},
                    .vehicle = {},
                    .home_zone = {},
                    .duty = {shift_builder::at(-3600), shift_builder::at(36'000)}});
    drive(std::string{"RADIO-"} + person, 0, through_both);
  }
  const engine e = run(300);
  const auto town = e.level_presence("force/town", today());
  EXPECT_EQ(town->officers->about_ms, 2 * town->presence.about_ms);
  EXPECT_GT(e.presence("OVER", today())->officers->about_ms, 0);
  EXPECT_EQ(town->presence.about_ms,
            e.presence("WEST", today())->presence.about_ms +
                e.presence("EAST", today())->presence.about_ms);
}

TEST_F(levels, leave_unknown_at_once_what_a_silence_leaves_unknown_of_a_zone) {
  day_.add_unit("A1", "CAR1");
  drive("CAR1", 0, {6'000});
  drive("CAR1", 1'800, {6'000});
  const engine e = run(0);
  const presence_measure far = e.presence("FAR", today())->presence;
  EXPECT_GT(far.unknown_ms, 0);
  EXPECT_EQ(e.level_presence("force/town", today())->presence.unknown_ms, far.unknown_ms);
}

TEST_F(levels, keep_visits_and_officers_when_they_settle_and_over_a_checkpoint) {
  day_.add_unit("W1", "RADIO1", unit_kind::foot);
  drive("RADIO1", 0, through_both);
  drive("RADIO1", 2'000, through_both);
  const auto before = run(2'200).level_presence("force/town", today());
  EXPECT_EQ(before->visits->about, 2U);
  const engine settled = run(20'000);
  const auto after = settled.level_presence("force/town", today());
  EXPECT_EQ(after->visits, before->visits);
  EXPECT_EQ(after->officers, before->officers);
  EXPECT_EQ(after->presence, before->presence);
  EXPECT_GT(after->officers->about_ms, 0);
  engine loaded = day_.make_engine();
  ASSERT_TRUE(loaded.load(settled.save()));
  EXPECT_EQ(loaded.level_presence("force/town", today())->visits, before->visits);
  EXPECT_EQ(loaded.save(), settled.save());
}

}  // namespace
}  // namespace beatwatch
