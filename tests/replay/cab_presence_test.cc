// A real shift, counted twice: 40 cabs in San Francisco on a Friday night, census block groups as
// zones. The fleet reports about once a minute.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "adapters/maps/zone_import.h"
#include "engine/engine.h"
#include "replay/cab_trace.h"
#include "tests/support/presence_against_geos.h"
#include "tests/support/random_shift.h"

namespace beatwatch {
namespace {

constexpr geos_presence_rules rules{
    .gap_limit_ms = 180'000, .merge_gap_ms = 240'000, .hysteresis_m = 15.0};

parameters cab_settings(duration gap_limit = duration{rules.gap_limit_ms}) {
  parameters settings;
  settings.plane = {.at = {.lat_e7 = 377'700'000, .lon_e7 = -1'224'200'000}, .scale = 1.0};
  settings.profiles = {{.source = "cabs",
                        .refresh = std::chrono::seconds{60},
                        .gap_limit = gap_limit,
                        .merge_gap = duration{rules.merge_gap_ms},
                        .fix_error = metres{rules.fix_error_m}}};
  return settings;
}

std::shared_ptr<const zone_set> block_groups(const std::filesystem::path& data) {
  return import_zones({.path = data / "sf-zones-crimes/block_groups.geojson.gz"},
                      {.name = "geoid", .kind = {}, .red_windows = {}, .levels = {}},
                      local_plane{cab_settings().plane})
      .zones;
}

std::vector<ping> cab_pings(const std::filesystem::path& data) {
  return read_cab_trace(data / "sf-cab-traces/shift_40units_2008-05-30_1800_8h.csv.gz");
}

std::vector<std::string> units_of(const std::vector<ping>& pings) {
  std::set<std::string> units;
  for (const ping& p : pings) {
    units.insert(p.device);
  }
  return {units.begin(), units.end()};
}

interval span_of(const std::vector<ping>& pings) {
  return {pings.front().observed_at, pings.back().observed_at + duration{1}};
}

/// What is settled is answered in whole minutes.
interval whole_minutes(interval span) {
  return {std::chrono::floor<std::chrono::minutes>(span.from),
          std::chrono::ceil<std::chrono::minutes>(span.to)};
}

engine play_shift(const std::vector<ping>& pings,
                  const std::shared_ptr<const zone_set>& zones,
                  parameters settings) {
  const interval span = span_of(pings);
  const instant before = span.from - std::chrono::minutes{1};
  std::vector<event> events{{before, "zones", 0, zones_activated{zones->hash, before}}};
  for (const std::string& unit : units_of(pings)) {
    roster_entry entry;
    entry.unit = unit;
    entry.device = unit;
    entry.duty = span;
    events.push_back({before, "rota", 0, roster_changed{entry}});
  }
  for (const ping& p : pings) {
    events.push_back({p.observed_at, "cabs", 0, p});
  }
  engine counted{std::move(settings)};
  counted.offer(zones);
  play(counted, events, span.to + std::chrono::hours{3});
  return counted;
}

TEST(cab_presence, of_a_real_shift_is_what_geos_counts) {
  const std::filesystem::path data = std::filesystem::path{BEATWATCH_SHARED_DIR} / "data";
  if (!std::filesystem::exists(data)) {
    GTEST_SKIP() << "no " << data;
  }
  const std::vector<ping> pings = cab_pings(data);
  const auto zones = block_groups(data);
  const std::vector<std::string> units = units_of(pings);
  const engine counted = play_shift(pings, zones, cab_settings());
  const geos_presence_answer expected =
      count_with_geos(*zones, pings, units, local_plane{cab_settings().plane}, rules);
  EXPECT_EQ(expected.undecided, 0U);

  const presence_comparison both =
      compare_presence(counted, *zones, units, whole_minutes(span_of(pings)), expected);
  EXPECT_TRUE(both.equal()) << both.visits_unequal << " visits, " << both.zones_unequal
                            << " zones; first: " << both.first_difference;
  EXPECT_GT(both.visits, 5'000U);
  std::printf(
      "%zu pings, %zu zones: %llu legs, of which %llu silent, %llu faster than the cap, %llu "
      "infeasible; %llu jumps; %zu visits, %.1f h in zones; %zu zones not equal to the "
      "millisecond, by %lld ms together\n",
      pings.size(),
      zones->zones.size(),
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

/// Every nth ping of each unit.
std::vector<ping> thinned(const std::vector<ping>& pings, std::size_t nth) {
  std::map<std::string, std::size_t> heard;
  std::vector<ping> kept;
  for (const ping& p : pings) {
    if (heard[p.device]++ % nth == 0) {
      kept.push_back(p);
    }
  }
  return kept;
}

/// What a fleet got in each zone, and altogether.
struct fleet_presence {
  std::vector<presence_measure> zones;
  presence_measure sum;
  std::size_t pings = 0;
};

fleet_presence presence_of(const std::vector<ping>& pings,
                           const std::shared_ptr<const zone_set>& zones,
                           interval window) {
  // Long enough for the thinnest track: what the fixes say is compared, not what is called silence.
  const engine counted = play_shift(pings, zones, cab_settings(std::chrono::minutes{40}));
  fleet_presence result{.zones = {}, .sum = {}, .pings = pings.size()};
  for (const zone& z : zones->zones) {
    const presence_measure m = counted.presence(z.name, window)->presence;
    result.zones.push_back(m);
    result.sum.at_least_ms += m.at_least_ms;
    result.sum.about_ms += m.about_ms;
    result.sum.at_most_ms += m.at_most_ms;
    result.sum.unknown_ms += m.unknown_ms;
  }
  return result;
}

TEST(cab_presence, of_a_thinned_track_holds_that_of_the_full_one) {
  const std::filesystem::path data = std::filesystem::path{BEATWATCH_SHARED_DIR} / "data";
  if (!std::filesystem::exists(data)) {
    GTEST_SKIP() << "no " << data;
  }
  const std::vector<ping> pings = cab_pings(data);
  const auto zones = block_groups(data);
  const interval window = whole_minutes(span_of(pings));
  const fleet_presence full = presence_of(pings, zones, window);
  EXPECT_GT(full.sum.at_least_ms, 0);
  std::puts("| pings kept | pings | at least | about | at most | time in the wrong zone |");
  std::puts("|---|---|---|---|---|---|");
  fleet_presence before = full;
  for (const std::size_t nth : {1U, 2U, 4U, 8U}) {
    const fleet_presence thin = nth == 1 ? full : presence_of(thinned(pings, nth), zones, window);
    std::int64_t misplaced_ms = 0;
    for (std::size_t i = 0; i < zones->zones.size(); ++i) {
      const std::string& name = zones->zones[i].name;
      EXPECT_LE(thin.zones[i].at_least_ms, before.zones[i].at_most_ms) << name << ", 1 in " << nth;
      EXPECT_GE(thin.zones[i].at_most_ms, before.zones[i].at_least_ms) << name << ", 1 in " << nth;
      misplaced_ms += std::abs(thin.zones[i].about_ms - full.zones[i].about_ms);
    }
    EXPECT_LE(thin.sum.at_least_ms, before.sum.at_least_ms);
    EXPECT_GE(thin.sum.at_most_ms, before.sum.at_most_ms);
    const auto hours = [](std::int64_t ms) { return static_cast<double>(ms) / 3.6e6; };
    std::printf("| 1 in %zu | %zu | %.1f h | %.1f h | %.1f h | %.1f %% |\n",
                nth,
                thin.pings,
                hours(thin.sum.at_least_ms),
                hours(thin.sum.about_ms),
                hours(thin.sum.at_most_ms),
                50.0 * static_cast<double>(misplaced_ms) / static_cast<double>(full.sum.about_ms));
    before = thin;
  }
}

}  // namespace
}  // namespace beatwatch
