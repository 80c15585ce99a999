// Who passed a gate, through the whole engine.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine.h"
#include "tests/support/seed_count.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

/// A street from west to east, and a gate drawn across it from south to north at x = 0.
class gates : public testing::Test {
 protected:
  gates() {
    day_.add_gate("GATE", {{0, -50}, {0, 50}});
    day_.add_unit("A1", "CAR1");
  }

  /// A ping per `every_s` seconds at these places along the street.
  [[nodiscard]] std::vector<event> drive(const std::vector<double>& x_m,
                                         double every_s = 10,
                                         const std::string& device = "CAR1",
                                         double y_m = 0) const {
    std::vector<event> events;
    for (std::size_t i = 0; i < x_m.size(); ++i) {
      const double t = static_cast<double>(i) * every_s;
      events.push_back(day_.ping_event(device, x_m[i], y_m, t, t + 1));
    }
    return events;
  }
  [[nodiscard]] std::vector<gate_passed> told(const std::vector<event>& events,
                                              double until_s = 3000) const {
    engine e = day_.make_engine();
    return of_kind<gate_passed>(day_.run(e, events, until_s));
  }

  shift_builder day_;
};

TEST_F(gates, log_who_passed_when_and_in_which_direction) {
  const auto passes = told(drive({-300, -200, -100, 100, 200}));
  ASSERT_EQ(passes.size(), 1U);
  const gate_passed& pass = passes.front();
  EXPECT_EQ(pass.gate, "GATE");
  EXPECT_EQ(pass.unit, "A1");
  EXPECT_TRUE(pass.left_to_right) << "west lies left of a line drawn to the north";
  EXPECT_EQ(pass.at, day_.at(25)) << "half way between two fixes";
  EXPECT_GT(pass.possible.from, day_.at(20)) << "100 m less the error take 1.7 s at 50 m/s";
  EXPECT_LT(pass.possible.from, day_.at(22));
  EXPECT_GT(pass.possible.to, day_.at(28));
  EXPECT_LT(pass.possible.to, day_.at(30));
  EXPECT_EQ(pass.certainty, pass_certainty::likely) << "at 50 m/s it can have gone round";
  EXPECT_EQ(pass.state, visit_state::closed);
}

TEST_F(gates, tell_the_way_back_as_the_other_direction) {
  const auto passes = told(drive({-100, 100, -100, 100}));
  ASSERT_EQ(passes.size(), 3U);
  EXPECT_TRUE(passes[0].left_to_right);
  EXPECT_FALSE(passes[1].left_to_right);
  EXPECT_TRUE(passes[2].left_to_right);
  EXPECT_NE(passes[0].id, passes[2].id);
}

TEST_F(gates, do_not_take_jitter_on_the_line_for_passes) {
  EXPECT_TRUE(told(drive({-100, -5, 6, -7, 9, -3, 8, -9, -100})).empty()) << "it went back";
  const auto through = told(drive({-100, -5, 6, -7, 9, -3, 8, -9, 4, 100}));
  ASSERT_EQ(through.size(), 1U) << "it went on";
  EXPECT_TRUE(through[0].left_to_right);
  EXPECT_TRUE(told(drive({-100, -5, 6, -7, 9, -3, 8})).empty()) << "it is still there";
}

TEST_F(gates, are_passed_on_foot_in_many_short_steps) {
  std::vector<double> steps;
  for (double x = -60; x <= 60; x += 7) {
    steps.push_back(x);
  }
  EXPECT_EQ(told(drive(steps, 5)).size(), 1U);
}

TEST_F(gates, count_a_fix_on_the_line_once) {
  EXPECT_EQ(told(drive({-100, 0, 100})).size(), 1U);
  EXPECT_EQ(told(drive({100, 0, -100})).size(), 1U);
  EXPECT_TRUE(told(drive({-100, 0, -100})).empty());
  EXPECT_TRUE(told(drive({100, 0, 100})).empty());
}

TEST_F(gates, are_not_passed_beside_their_ends) {
  EXPECT_TRUE(told(drive({-100, 100}, 10, "CAR1", 60)).empty());
  EXPECT_TRUE(told(drive({-100, 100}, 10, "CAR1", 500)).empty());
}

TEST_F(gates, know_one_pass_of_a_car_and_the_radios_in_it) {
  day_.add_unit("A1", "RADIO1");
  std::vector<event> events = drive({-300, -100, 100, 300});
  const std::vector<event> radio = drive({-290, -90, 110, 310}, 10, "RADIO1");
  events.insert(events.end(), radio.begin(), radio.end());
  std::stable_sort(events.begin(), events.end(), [](const event& a, const event& b) {
    return a.received_at < b.received_at;
  });
  std::map<std::uint64_t, gate_passed> newest;
  for (const gate_passed& pass : told(events)) {
    newest[pass.id] = pass;
  }
  EXPECT_EQ(newest.size(), 1U);
}

TEST_F(gates, are_possibly_passed_in_a_silence) {
  const auto silent = told(drive({-100, 100}, 400));
  ASSERT_EQ(silent.size(), 1U);
  EXPECT_EQ(silent[0].certainty, pass_certainty::possible);
  EXPECT_TRUE(told(drive({-100, 5, 100}, 400)).empty()) << "of one on the line nothing is said";
}

TEST_F(gates, are_proved_to_be_passed_where_no_way_round_is_short_enough) {
  day_.add_gate("WALL", {{0, -2000}, {0, 2000}});
  std::vector<gate_passed> passes = told(drive({-300, -200, -100, 100, 200}));
  std::erase_if(passes, [](const gate_passed& pass) { return pass.gate == "GATE"; });
  ASSERT_EQ(passes.size(), 1U);
  EXPECT_EQ(passes[0].certainty, pass_certainty::proved);
}

TEST_F(gates, answer_who_passed_in_a_window) {
  day_.add_gate("WALL", {{0, -2000}, {0, 2000}});
  engine e = day_.make_engine();
  (void)day_.run(e, drive({-300, -100, 100, 300, 100, -100}), 100);
  const auto wall = e.gate_passes("WALL", {day_.at(0), day_.at(100)});
  ASSERT_TRUE(wall);
  EXPECT_EQ(wall->left_to_right, (visit_count{1, 1, 1}));
  EXPECT_EQ(wall->right_to_left, (visit_count{1, 1, 1}));
  ASSERT_EQ(wall->passes.size(), 2U);
  EXPECT_TRUE(wall->passes[0].left_to_right);
  const auto gate = e.gate_passes("GATE", {day_.at(0), day_.at(16)});
  EXPECT_EQ(gate->left_to_right, (visit_count{0, 1, 1})) << "it can have gone round its end";
  EXPECT_EQ(gate->right_to_left, visit_count{});
  EXPECT_FALSE(e.gate_passes("NOWHERE", {day_.at(0), day_.at(100)}));
}

TEST_F(gates, revise_and_withdraw_what_a_late_ping_shows_to_be_otherwise) {
  const auto with_late = [&](double x_m, double y_m) {
    std::vector<event> events = drive({-100, 100}, 60);
    events.push_back(day_.ping_event("CAR1", x_m, y_m, 30, 200));
    return told(events, 400);
  };
  const auto moved = with_late(50, 0);
  ASSERT_EQ(moved.size(), 2U);
  EXPECT_EQ(moved[1].id, moved[0].id);
  EXPECT_EQ(moved[1].revision, 2U);
  EXPECT_EQ(moved[0].at, day_.at(30));
  EXPECT_EQ(moved[1].at, day_.at(20)) << "it was across by then";
  const auto round = with_late(0, 200);
  ASSERT_EQ(round.size(), 2U);
  EXPECT_EQ(round[1].state, visit_state::withdrawn) << "it went round the end of the gate";
  EXPECT_EQ(round[1].id, round[0].id);
}

TEST_F(gates, settle_a_pass_when_no_late_ping_can_change_it_and_forget_it) {
  const auto passes = told(drive({-100, 100}), 9000);
  ASSERT_EQ(passes.size(), 2U);
  EXPECT_EQ(passes[1].state, visit_state::settled);
  EXPECT_EQ(passes[1].id, passes[0].id);
}

TEST_F(gates, stay_small_while_a_device_stands_at_them_for_hours) {
  const auto size_after = [&](std::size_t pings) {
    engine e = day_.make_engine();
    std::vector<double> x_m;
    for (std::size_t i = 0; i < pings; ++i) {
      x_m.push_back(i % 2 == 0 ? -5 : 5);
    }
    day_.run(e, drive(x_m, 30), 30.0 * static_cast<double>(pings));
    return e.save().size();
  };
  EXPECT_NEAR(
      static_cast<double>(size_after(600)), static_cast<double>(size_after(1'200)), 1'000.0);
}

TEST_F(gates, survive_a_checkpoint) {
  const std::vector<event> events = drive({-300, -100, -5, 5, 100, 5, -5, -100, -300});
  for (std::size_t cut = 1; cut < events.size(); ++cut) {
    engine whole = day_.make_engine();
    engine first = day_.make_engine();
    const auto at = events.begin() + static_cast<std::ptrdiff_t>(cut);
    auto a = day_.run(whole, {events.begin(), at}, -1);
    day_.run(first, {events.begin(), at}, -1);
    engine second = day_.make_engine();
    ASSERT_TRUE(second.load(first.save()));
    EXPECT_EQ(second.save(), first.save());
    std::vector<change> b;
    a.clear();
    std::vector<event> rest{at, events.end()};
    rest.push_back(day_.tick_event(200));
    whole.apply(rest, a);
    second.apply(rest, b);
    EXPECT_EQ(of_kind<gate_passed>(a).size(), of_kind<gate_passed>(b).size());
    EXPECT_EQ(whole.save(), second.save());
  }
}

TEST_F(gates, that_are_drawn_anew_are_other_gates) {
  const std::vector<event> events = drive({-300, -100, 100, 300, 500, 700});
  engine e = day_.make_engine();
  const auto before = of_kind<gate_passed>(day_.run(e, {events.begin(), events.begin() + 3}, 25));
  shift_builder other;
  other.add_gate("GATE", {{600, -50}, {600, 50}});
  e.offer(other.zones("redrawn"));
  std::vector<change> changes;
  e.apply(std::vector<event>{{day_.at(30), "zones", 0, zones_activated{"redrawn", day_.at(30)}}},
          changes);
  e.apply(std::vector<event>{events.begin() + 3, events.end()}, changes);
  e.apply(std::vector<event>{day_.tick_event(60)}, changes);
  const auto after = of_kind<gate_passed>(changes);
  ASSERT_EQ(before.size(), 1U);
  ASSERT_EQ(after.size(), 1U);
  EXPECT_GE(after[0].at, day_.at(44.99)) << "half way from 500 m to 700 m";
  EXPECT_LE(after[0].at, day_.at(45));
  EXPECT_EQ(after[0].revision, 1U);
}

class gates_by_seed : public gates, public testing::WithParamInterface<std::uint64_t> {};

// A walker whose every step is known, heard every 10 s with an error of up to 10 m on each axis:
// what is proved has happened, in that direction and that time.
TEST_F(gates, are_passed_in_truth_when_it_is_proved) {
  day_.add_unit("W1", "RADIO1", unit_kind::foot);
  int proved = 0;
  for (std::uint64_t seed = 0; seed < seed_count(20); ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> between{-1, 1};
    double x_m = 150 * between(random);
    double y_m = 40 * between(random);
    double way_x = between(random);
    std::vector<event> events;
    std::vector<std::pair<int, int>> crossed;  // second, +1 from west to east
    for (int second = 0; second <= 3000; ++second) {
      if (second % 10 == 0) {
        events.push_back(day_.ping_event(
            "RADIO1", x_m + 10 * between(random), y_m + 10 * between(random), second, second + 1));
      }
      if (second % 60 == 0) {
        way_x = between(random) < 0 ? -1.4 : 1.4;
      }
      const double next_x = x_m + way_x;
      const double next_y = y_m + between(random);
      if ((x_m < 0) != (next_x < 0) && std::abs(y_m) < 49) {
        crossed.emplace_back(second, x_m < 0 ? 1 : -1);
      }
      x_m = std::clamp(next_x, -200.0, 200.0);
      y_m = std::clamp(next_y, -40.0, 40.0);
    }
    for (const gate_passed& pass : told(events, 3100)) {
      int net = 0;
      for (const auto& [second, direction] : crossed) {
        const bool within =
            day_.at(second + 1) >= pass.possible.from && day_.at(second) < pass.possible.to;
        net += within ? direction : 0;
      }
      if (pass.certainty == pass_certainty::proved) {
        ++proved;
        EXPECT_EQ(net > 0, pass.left_to_right);
        EXPECT_NE(net, 0);
      }
    }
  }
  EXPECT_GT(proved, 0) << "else nothing was tested";
}

TEST_P(gates_by_seed, tell_the_same_in_whatever_order_pings_arrive) {
  std::mt19937_64 random{GetParam()};
  std::uniform_real_distribution<double> place{-60, 60};
  std::vector<double> x_m;
  for (int i = 0; i < 200; ++i) {
    x_m.push_back(place(random));
  }
  const std::vector<event> punctual = drive(x_m, 10);
  std::vector<event> late = punctual;
  std::uniform_real_distribution<double> delay{0, 600};
  for (event& e : late) {
    e.received_at += duration{static_cast<std::int64_t>(delay(random) * 1e3)};
  }
  std::stable_sort(late.begin(), late.end(), [](const event& a, const event& b) {
    return a.received_at < b.received_at;
  });
  const auto final_passes = [&](const std::vector<event>& events) {
    std::map<std::pair<instant, bool>, int> all;
    std::map<std::uint64_t, gate_passed> newest;
    for (const gate_passed& pass : told(events, 2700)) {
      newest[pass.id] = pass;
    }
    for (const auto& [id, pass] : newest) {
      if (pass.state != visit_state::withdrawn) {
        ++all[{pass.at, pass.left_to_right}];
      }
    }
    return all;
  };
  const auto settled = [&](const std::vector<event>& events) {
    engine e = day_.make_engine();
    (void)day_.run(e, events, 2700);
    return e.settled_bytes();
  };
  EXPECT_EQ(settled(late), settled(punctual));
  const auto passes = final_passes(punctual);
  EXPECT_EQ(final_passes(late), passes);
  // By hand: from one fix beyond 15 m to the next beyond 15 m on the other side.
  int expected = 0;
  int side = 0;
  for (const double x : x_m) {
    const int now = x > 15 ? 1 : x < -15 ? -1 : 0;
    expected += now != 0 && side != 0 && now != side ? 1 : 0;
    side = now != 0 ? now : side;
  }
  EXPECT_GT(expected, 20);
  EXPECT_NEAR(static_cast<double>(passes.size()), expected, 1)
      << "the first fixes may lie at the line";
}

INSTANTIATE_TEST_SUITE_P(seeds, gates_by_seed, testing::Range(std::uint64_t{0}, seed_count(20)));

}  // namespace
}  // namespace beatwatch
