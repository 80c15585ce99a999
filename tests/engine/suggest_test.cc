// Who is suggested, by what the roster says.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/engine.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

event available(const std::string& unit) {
  return {
      shift_builder::at(0),
      "cad",
      0,
      status_changed{.unit = unit, .status = unit_status::available, .at = shift_builder::at(0)}};
}

// The radio of an officer with a skill is on A1's rota, who is nearer, and B1 books on with it.
TEST(suggest, an_officer_booked_on_elsewhere_counts_there) {
  const auto first = [](bool booked) {
    shift_builder day;
    day.add_unit("A1", "CAR1");
    day.add_unit("A1", "RADIO1", unit_kind::foot, {"taser"}, "");
    day.add_unit("B1", "CAR2");
    engine e = day.make_engine();
    std::vector<event> events{available("A1"),
                              available("B1"),
                              day.ping_event("CAR1", 100, 0, 1, 2),
                              day.ping_event("CAR2", 900, 0, 1, 2)};
    if (booked) {
      events.push_back({day.at(3),
                        "cad",
                        0,
                        roster_changed{{.unit = "B1",
                                        .device = "RADIO1",
                                        .kind = unit_kind::foot,
                                        .skills = {"taser"},
                                        .duty = {day.at(3), day.at(3'600)},
                                        .origin = holding_origin::book_on}}});
    }
    day.run(e, events, 10);
    const auto answer = e.nearest({.at = day.place(0, 0), .skills = {"taser"}});
    return answer->nearest.empty() ? std::string{} : answer->nearest.front().unit;
  };
  EXPECT_EQ(first(false), "A1");
  EXPECT_EQ(first(true), "B1");
}

}  // namespace
}  // namespace beatwatch
