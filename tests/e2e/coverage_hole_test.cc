// Radios that were silent send what they kept, all at once, beside the live stream. The full size
// is bench/adapters/coverage_hole_bench.cc.
#include "tests/support/coverage_hole.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

class coverage_hole_by : public testing::TestWithParam<const char*> {};

TEST_P(coverage_hole_by, loses_nothing_doubles_nothing_and_settles_as_if_there_had_been_none) {
  const coverage_hole hole{.cars = 20,
                           .radios = 40,
                           .radios_by = GetParam(),
                           .before = 60s,
                           .silent = 10min,
                           .backlog = 3s,
                           .after = 60s};
  const coverage_hole_outcome quiet = play_coverage_hole(hole, false);
  const coverage_hole_outcome silenced = play_coverage_hole(hole, true);

  for (const coverage_hole_outcome* each : {&quiet, &silenced}) {
    EXPECT_EQ(each->car_pings_acknowledged, each->car_pings);
    EXPECT_EQ(each->journalled.at("cars"), each->car_pings);
    EXPECT_EQ(each->journalled.at("radios"), each->radio_pings);
    EXPECT_TRUE(each->replay_equal);
    EXPECT_EQ(each->live_missed, 0U);
    EXPECT_EQ(each->live_doubled, 0U);
    EXPECT_GT(each->live, 10U);
    EXPECT_LT(quantile(each->live_ms, 0.99), 2'000) << "on a machine that is busy with other tests";
  }
  EXPECT_EQ(silenced.radio_pings_acknowledged,
            std::string_view{GetParam()}.starts_with("teltonika") ? silenced.radio_pings : 0);
  EXPECT_EQ(silenced.radio_pings, quiet.radio_pings + silenced.repeated);
  EXPECT_GT(silenced.repeated, 10U);
  using counters = std::map<std::string, std::uint64_t>;
  EXPECT_EQ(quiet.counters, counters{});
  EXPECT_EQ(silenced.counters, (counters{{"radios duplicate", silenced.repeated}}));
  EXPECT_TRUE(quiet.rejected.empty());
  EXPECT_EQ(silenced.rejected,
            (std::map<std::string, std::size_t>{{"duplicate", silenced.repeated}}));
  EXPECT_EQ(silenced.state_digest, quiet.state_digest);
  EXPECT_FALSE(silenced.state_digest.empty());
  EXPECT_GT(quiet.visits_settled, 10U);
}

INSTANTIATE_TEST_SUITE_P(kinds,
                         coverage_hole_by,
                         testing::Values("lip_tcp", "teltonika_tcp"),
                         [](const auto& tested) { return std::string{tested.param}; });

}  // namespace
}  // namespace beatwatch
