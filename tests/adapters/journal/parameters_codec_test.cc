#include "adapters/journal/parameters_codec.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

parameters unusual() {
  parameters p;
  p.plane = {.at = {.lat_e7 = 526'600'000, .lon_e7 = -6'500'000}, .scale = 0.9996};
  p.clock.changes = {{.from = ms_to_instant(5), .offset_s = 3600}};
  p.clock.public_holidays = {calendar_date{20261225}, calendar_date{20261228}};
  p.policing_day_start_minute = 390;
  p.shifts = {{.name = "late", .start_minute = 840, .end_minute = 0}};
  p.horizon = 90min;
  p.profiles = {{.source = "cars", .refresh = 5s, .fix_error = metres{7.5}}};
  p.nearest_count = 9;
  p.stale_after = 77s;
  return p;
}

TEST(parameters_codec, gives_back_what_it_was_given) {
  const auto bytes = parameters_to_bytes(unusual());
  const auto back = bytes_to_parameters(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(parameters_to_bytes(*back), bytes);
  EXPECT_EQ(back->plane, unusual().plane);
  EXPECT_EQ(back->profiles.at(0).source, "cars");
  EXPECT_EQ(back->shifts.at(0).name, "late");
  EXPECT_EQ(back->stale_after, 77s);
  EXPECT_EQ(back->clock.public_holidays, unusual().clock.public_holidays);
}

TEST(parameters_codec, gives_other_parameters_another_hash) {
  const artifact first = parameters_to_artifact(unusual());
  EXPECT_EQ(first.kind, "parameters");
  EXPECT_EQ(first.hash.size(), 64u);
  EXPECT_EQ(parameters_to_artifact(unusual()).hash, first.hash);
  parameters other = unusual();
  other.profiles[0].time_error = 1ms;
  EXPECT_NE(parameters_to_artifact(other).hash, first.hash);
}

TEST(parameters_codec, refuses_bytes_that_are_cut_or_too_many) {
  auto bytes = parameters_to_bytes(unusual());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(bytes_to_parameters(std::span(bytes).first(size)));
  }
  bytes.push_back({});
  EXPECT_FALSE(bytes_to_parameters(bytes));
}

}  // namespace
}  // namespace beatwatch
