#include "engine/declared_hours.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/engine.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

using std::chrono::seconds;

instant at(double s) { return shift_builder::at(s); }

hours_declared hours(std::string unit, double from_s, double to_s, double recorded_s) {
  return {"BOX", std::move(unit), {at(from_s), at(to_s)}, at(recorded_s)};
}

TEST(declared_hours, of_several_partners_count_once) {
  declared_hours declared;
  declared.learn(hours("WARDENS", 0, 100, 0), at(0));
  declared.learn(hours("STEWARDS", 50, 200, 0), at(0));
  declared.learn(hours("STEWARDS", 60, 80, 0), at(0));
  EXPECT_EQ(declared.time("BOX", {at(10), at(1000)}), seconds{190});
  EXPECT_EQ(declared.time("OTHER", {at(10), at(1000)}), seconds{0});
}

TEST(declared_hours, recorded_last_count_in_whatever_order_they_arrive) {
  std::vector<hours_declared> facts{hours("WARDENS", 0, 100, 1),
                                    hours("WARDENS", 0, 300, 2),
                                    hours("WARDENS", 0, 40, 3),
                                    hours("WARDENS", 0, 20, 3)};
  std::sort(facts.begin(), facts.end(), [](const auto& a, const auto& b) {
    return a.valid.to < b.valid.to;
  });
  do {
    declared_hours declared;
    for (const hours_declared& fact : facts) {
      declared.learn(fact, at(10));
    }
    ASSERT_EQ(declared.time("BOX", {at(0), at(1000)}), seconds{20});
  } while (std::next_permutation(facts.begin(), facts.end(), [](const auto& a, const auto& b) {
    return a.valid.to < b.valid.to;
  }));
}

TEST(declared_hours, stand_beside_what_was_tracked_and_are_part_of_no_other_figure) {
  shift_builder shift;
  shift.add_zone("BOX", -200, -200, 200, 200);
  shift.add_unit("GD41", "T1");
  std::vector<event> events;
  for (double t = 0; t <= 300; t += 10) {
    events.push_back(shift.ping_event("T1", 0, 0, t, t + 1));
  }
  const interval window{at(0), at(3600)};
  engine without = shift.make_engine();
  shift.run(without, events, 4000);
  events.push_back({at(400), "partners", 0, hours("WARDENS", 600, 1800, 400)});
  engine with = shift.make_engine();
  shift.run(with, events, 4000);
  const auto plain = without.presence("BOX", window);
  const auto declared = with.presence("BOX", window);
  EXPECT_EQ(plain->declared_ms, 0);
  EXPECT_EQ(declared->declared_ms, 1'200'000);
  EXPECT_EQ(declared->presence, plain->presence);
  EXPECT_EQ(declared->officers, plain->officers);
  EXPECT_EQ(declared->visits, plain->visits);
  EXPECT_NE(with.settled_bytes(), without.settled_bytes());
  engine loaded = shift.make_engine();
  ASSERT_TRUE(loaded.load(with.save()));
  EXPECT_EQ(loaded.presence("BOX", window)->declared_ms, 1'200'000);
}

}  // namespace
}  // namespace beatwatch
