// Officers and patrols side by side: who is counted, and when.
#include <gtest/gtest.h>

#include "engine/engine.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

roster_entry held(std::string unit, std::string device, std::string person) {
  const bool car = person.empty();
  return {.unit = std::move(unit),
          .device = std::move(device),
          .kind = unit_kind::car,
          .person_ref = std::move(person),
          .skills = {},
          .vehicle = car ? "car" : "",
          .home_zone = {},
          .duty = {shift_builder::at(-3600), shift_builder::at(12 * 3600)}};
}

// A car with a tracker that reports each 10 s and says when it rests, and two radios that report
// each 20 s; "BOX" is 400 m wide and the car stands 600 m beside it, or in its middle.
class a_crew_of_two : public testing::Test {
 protected:
  a_crew_of_two() {
    shift_.settings().profiles = {{.source = "", .rest = rest_evidence::movement}};
    shift_.add_zone("BOX", -200, -200, 200, 200);
  }

  void report(const std::string& device, double x_m, double from_s, double to_s, double each_s) {
    for (double t = from_s; t <= to_s; t += each_s) {
      event one = shift_.ping_event(device, x_m, 0, t, t + 1);
      std::get<ping>(one.body).moving = false;
      events_.push_back(one);
    }
  }

  presence_answer play(double until_s) {
    std::stable_sort(events_.begin(), events_.end(), [](const event& a, const event& b) {
      return a.received_at < b.received_at;
    });
    engine e = shift_.make_engine();
    const auto changes = shift_.run(e, events_, until_s);
    const auto zones = of_kind<presence_changed>(changes);
    EXPECT_FALSE(zones.empty());
    last_told_ = zones.back();
    return *e.presence("BOX", {shift_builder::at(0), shift_builder::at(600)});
  }

  shift_builder shift_;
  std::vector<event> events_;
  presence_changed last_told_;
};

TEST_F(a_crew_of_two, is_one_patrol_and_two_officers) {
  shift_.add_entry(held("GD41", "T1", ""));
  shift_.add_entry(held("GD41", "R1", "p1"));
  shift_.add_entry(held("GD41", "R2", "p2"));
  report("T1", 0, 0, 600, 10);
  report("R1", 0, 0, 600, 20);
  report("R2", 0, 0, 600, 20);
  for (const double until_s : {1200.0, 6.0 * 3600.0}) {
    const auto answer = play(until_s);
    EXPECT_EQ(answer.presence.at_least_ms, 600'000);
    EXPECT_EQ(answer.presence.at_most_ms, 600'000);
    EXPECT_EQ(answer.officers->at_least_ms, 1'200'000);
    EXPECT_EQ(answer.officers->about_ms, 1'200'000);
    EXPECT_EQ(answer.officers->at_most_ms, 1'200'000);
  }
  EXPECT_EQ(last_told_.officers.about_ms, 1'200'000);
  EXPECT_EQ(last_told_.presence.about_ms, 600'000);
}

TEST_F(a_crew_of_two, has_one_officer_at_the_zone_when_one_gets_out_of_the_car_beside_it) {
  shift_.add_entry(held("GD41", "T1", ""));
  shift_.add_entry(held("GD41", "R1", "p1"));
  shift_.add_entry(held("GD41", "R2", "p2"));
  report("T1", 600, 0, 600, 10);
  report("R1", 600, 0, 600, 20);
  report("R2", 0, 0, 600, 20);
  const auto answer = play(1200);
  EXPECT_EQ(answer.presence.at_least_ms, 600'000);
  EXPECT_EQ(answer.officers->at_least_ms, 600'000);
  EXPECT_EQ(answer.officers->at_most_ms, 600'000);
  ASSERT_EQ(answer.visit_list.size(), 1U);
  EXPECT_EQ(answer.visit_list.front().unit, "GD41");
}

TEST_F(a_crew_of_two, has_nobody_at_the_zone_when_the_car_alone_is_left_there) {
  shift_.add_entry(held("GD41", "T1", ""));
  shift_.add_entry(held("GD41", "R1", "p1"));
  shift_.add_entry(held("GD41", "R2", "p2"));
  report("T1", 0, 0, 600, 10);
  report("R1", 600, 0, 600, 20);
  report("R2", 600, 0, 600, 20);
  const auto answer = play(1200);
  EXPECT_EQ(answer.presence.at_least_ms, 600'000) << "a marked car is seen";
  EXPECT_EQ(answer.officers->at_most_ms, 0);
}

TEST_F(a_crew_of_two, rides_with_its_car_while_a_radio_is_silent_but_that_is_not_proved) {
  shift_.add_entry(held("GD41", "T1", ""));
  shift_.add_entry(held("GD41", "R1", "p1"));
  shift_.add_entry(held("GD41", "R2", "p2"));
  report("T1", 0, 0, 600, 10);
  report("R1", 0, 0, 600, 20);
  const auto answer = play(1200);
  EXPECT_EQ(answer.officers->at_least_ms, 600'000);
  EXPECT_EQ(answer.officers->about_ms, 1'200'000);
  EXPECT_EQ(answer.officers->at_most_ms, 1'200'000);
}

TEST_F(a_crew_of_two, proves_one_officer_by_its_car_when_no_radio_is_heard_of) {
  shift_.add_entry(held("GD41", "T1", ""));
  shift_.add_entry(held("GD41", "R1", "p1"));
  shift_.add_entry(held("GD41", "R2", "p2"));
  report("T1", 0, 0, 600, 10);
  const auto answer = play(1200);
  EXPECT_EQ(answer.officers->at_least_ms, 600'000);
  EXPECT_EQ(answer.officers->about_ms, 1'200'000);
}

TEST_F(a_crew_of_two, is_one_officer_when_the_roster_names_nobody) {
  shift_.add_entry(held("GD41", "T1", ""));
  shift_.add_entry(held("GD41", "R1", ""));
  report("T1", 0, 0, 600, 10);
  report("R1", 0, 0, 600, 20);
  const auto answer = play(1200);
  EXPECT_EQ(answer.officers, answer.presence);
}

TEST_F(a_crew_of_two, counts_a_person_with_devices_of_two_units_once) {
  shift_.add_entry(held("GD41", "R1", "p1"));
  shift_.add_entry(held("GD42", "R2", "p1"));
  report("R1", 0, 0, 600, 20);
  report("R2", 0, 0, 600, 20);
  const auto answer = play(1200);
  EXPECT_EQ(answer.officers->at_least_ms, 600'000);
  EXPECT_EQ(answer.visit_list.size(), 2U);
}

TEST_F(a_crew_of_two, is_mended_when_the_second_officer_is_booked_on_late) {
  shift_.add_entry(held("GD41", "T1", ""));
  shift_.add_entry(held("GD41", "R1", "p1"));
  report("T1", 0, 0, 600, 10);
  report("R1", 0, 0, 600, 20);
  roster_entry second = held("GD41", "R2", "p2");
  second.origin = holding_origin::book_on;
  second.duty.from = shift_builder::at(300);
  events_.push_back({shift_builder::at(900), "cad", 0, roster_changed{second}});
  const auto answer = play(1200);
  EXPECT_EQ(answer.officers->at_least_ms, 600'000);
  EXPECT_EQ(answer.officers->about_ms, 900'000);
  EXPECT_EQ(last_told_.officers.about_ms, 900'000);
}

}  // namespace
}  // namespace beatwatch
