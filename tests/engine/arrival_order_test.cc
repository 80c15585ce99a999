// What the order of arrival must not change.
#include <gtest/gtest.h>

#include "engine/engine.h"
#include "tests/support/random_shift.h"

namespace beatwatch {
namespace {

/// Everything that a zone got, in words, so that a difference can be read.
std::string told(const engine& e, const std::string& zone, interval window) {
  const auto answer = e.presence(zone, window);
  if (!answer) {
    return zone + " unknown";
  }
  std::string text = zone;
  const auto add = [&text](const char* name, std::int64_t value) {
    text += std::string{" "} + name + "=" + std::to_string(value);
  };
  const auto add_measure = [&add](const presence_measure& m) {
    add("at_least", m.at_least_ms);
    add("about", m.about_ms);
    add("at_most", m.at_most_ms);
    add("unknown", m.unknown_ms);
  };
  add_measure(answer->presence);
  text += " red";
  add_measure(answer->red);
  if (answer->visits) {
    add("visits", answer->visits->at_least);
    add("about", answer->visits->about);
    add("at_most", answer->visits->at_most);
  }
  for (const visit_changed& v : answer->visit_list) {
    text += "\n  " + v.unit;
    add("from", instant_to_ms(v.span.from));
    add("to", instant_to_ms(v.span.to));
    add_measure(v.inside);
    add("pings", v.pings);
  }
  return text;
}

void expect_equal(const random_shift& shift, const engine& a, const engine& b) {
  for (const std::string& zone : shift.zone_names()) {
    const instant day_change = ms_to_instant(1'772'836'800'000);  // 2026-03-06T22:40:00Z
    for (const interval day : {interval{day_change - std::chrono::days{1}, day_change},
                               interval{day_change, day_change + std::chrono::days{1}}}) {
      EXPECT_EQ(told(a, zone, day), told(b, zone, day));
    }
  }
  EXPECT_EQ(a.settled_bytes(), b.settled_bytes());
}

class arrival_order : public testing::TestWithParam<std::uint64_t> {};

TEST_P(arrival_order, does_not_change_what_is_settled) {
  const random_shift shift = make_random_shift(GetParam());
  engine on_time = shift.make_engine();
  play(on_time, events_in_order(shift), shift.settled_at());
  std::mt19937_64 random{GetParam()};
  for (int round = 0; round < 3; ++round) {
    engine shuffled = shift.make_engine();
    play(shuffled,
         events_shuffled(shift, random, shift.settings.horizon - std::chrono::minutes{15}),
         shift.settled_at());
    expect_equal(shift, on_time, shuffled);
    if (HasFailure()) {
      return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, arrival_order, testing::Range<std::uint64_t>(1, 9));

}  // namespace
}  // namespace beatwatch
