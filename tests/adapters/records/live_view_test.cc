#include "adapters/records/live_view.h"

#include <gtest/gtest.h>

#include <chrono>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr instant seven = ms_to_instant(1'795'158'000'000);  // 2026-11-20T07:00:00Z

TEST(live_view, what_is_live_goes_on_record_up_to_the_next_full_hour) {
  EXPECT_EQ(live_window(seven - 10min), (interval{seven - 10min, seven}));
  EXPECT_EQ(live_window(seven - 1ms), (interval{seven - 1ms, seven}));
  EXPECT_EQ(live_window(seven), (interval{seven, seven + 1h}));
}

TEST(live_view, is_a_look_where_topics_say_of_units_where_they_are) {
  const auto unit_of = [](const char* prefix) {
    const auto seen = live_view("desk", look_way::query, prefix, seven);
    return seen ? seen->unit : "none";
  };
  EXPECT_EQ(unit_of("unit/U1/"), "U1");
  EXPECT_EQ(unit_of("unit/U1"), "") << "also U12";
  EXPECT_EQ(unit_of("unit/"), "");
  EXPECT_EQ(unit_of("un"), "");
  EXPECT_EQ(unit_of(""), "");
  EXPECT_EQ(unit_of("units/"), "none");
  EXPECT_EQ(unit_of("visit/"), "none");
  EXPECT_EQ(unit_of("heartbeat/unit/"), "none") << "numbers alone";
}

}  // namespace
}  // namespace beatwatch
