// A real shift, counted twice: 40 cabs in San Francisco on a Friday night, census block groups as
// zones. The fleet reports about once a minute.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "adapters/maps/zone_import.h"
#include "engine/engine.h"
#include "replay/cab_trace.h"
#include "tests/support/presence_against_geos.h"
#include "tests/support/random_shift.h"

namespace beatwatch {
namespace {

constexpr geos_presence_rules rules{
    .gap_limit_ms = 180'000, .merge_gap_ms = 240'000, .hysteresis_m = 15.0};

parameters cab_settings() {
  parameters settings;
  settings.plane = {.at = {.lat_e7 = 377'700'000, .lon_e7 = -1'224'200'000}, .scale = 1.0};
  settings.profiles = {{.source = "cabs",
                        .refresh = std::chrono::seconds{60},
                        .gap_limit = duration{rules.gap_limit_ms},
                        .merge_gap = duration{rules.merge_gap_ms},
                        .fix_error = metres{rules.fix_error_m}}};
  return settings;
}

/// The shift as the engine takes it, and what it makes of it.
struct cab_shift {
  std::vector<ping> pings;
  std::shared_ptr<const zone_set> zones;
  std::vector<std::string> units;  ///< sorted
  interval span;
  engine counted{cab_settings()};
};

cab_shift play_shift(const std::filesystem::path& data) {
  cab_shift shift;
  shift.pings = read_cab_trace(data / "sf-cab-traces/shift_40units_2008-05-30_1800_8h.csv.gz");
  shift.zones = import_zones(data / "sf-zones-crimes/block_groups.geojson.gz",
                             {.name = "geoid", .kind = {}, .red_windows = {}, .levels = {}},
                             local_plane{cab_settings().plane})
                    .zones;
  std::set<std::string> units;
  for (const ping& p : shift.pings) {
    units.insert(p.device);
  }
  shift.units = {units.begin(), units.end()};
  shift.span = {shift.pings.front().observed_at, shift.pings.back().observed_at + duration{1}};
  const instant before = shift.span.from - std::chrono::minutes{1};
  std::vector<event> events{{before, "zones", 0, zones_activated{shift.zones->hash, before}}};
  for (const std::string& unit : shift.units) {
    roster_entry entry;
    entry.unit = unit;
    entry.device = unit;
    entry.duty = shift.span;
    events.push_back({before, "rota", 0, roster_changed{entry}});
  }
  for (const ping& p : shift.pings) {
    events.push_back({p.observed_at, "cabs", 0, p});
  }
  shift.counted.offer(shift.zones);
  play(shift.counted, events, shift.span.to + std::chrono::hours{3});
  return shift;
}

TEST(cab_presence, of_a_real_shift_is_what_geos_counts) {
  const std::filesystem::path data = std::filesystem::path{BEATWATCH_SHARED_DIR} / "data";
  if (!std::filesystem::exists(data)) {
    GTEST_SKIP() << "no " << data;
  }
  const cab_shift shift = play_shift(data);
  using std::chrono::minutes;  // what is settled is answered in whole minutes
  const interval window{std::chrono::floor<minutes>(shift.span.from),
                        std::chrono::ceil<minutes>(shift.span.to)};
  const local_plane plane{cab_settings().plane};
  const geos_presence_answer expected =
      count_with_geos(*shift.zones, shift.pings, shift.units, plane, rules);
  EXPECT_EQ(expected.undecided, 0U);

  const presence_comparison both =
      compare_presence(shift.counted, *shift.zones, shift.units, window, expected);
  EXPECT_TRUE(both.equal()) << both.visits_unequal << " visits, " << both.zones_unequal
                            << " zones; first: " << both.first_difference;
  EXPECT_GT(both.visits, 5'000U);
  std::printf(
      "%zu pings, %zu zones: %llu legs, of which %llu silent, %llu faster than the cap, %llu "
      "infeasible; %llu jumps; %zu visits, %.1f h in zones; %zu zones not equal to the "
      "millisecond, by %lld ms together\n",
      shift.pings.size(),
      shift.zones->zones.size(),
      static_cast<unsigned long long>(expected.legs),
      static_cast<unsigned long long>(expected.silent_legs),
      static_cast<unsigned long long>(expected.fast_legs),
      static_cast<unsigned long long>(expected.infeasible_legs),
      static_cast<unsigned long long>(expected.jumps),
      both.visits,
      static_cast<double>(both.dwell_ms) / 3.6e6,
      both.zones_not_exact,
      static_cast<long long>(both.off_ms));
}

}  // namespace
}  // namespace beatwatch
