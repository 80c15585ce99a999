// Presence as the engine claims it, against a truth that it never saw.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <random>
#include <utility>
#include <vector>

#include "engine/base/interval.h"
#include "engine/engine.h"
#include "replay/make_shift.h"
#include "tests/support/simulated_town.h"
#include "tests/support/true_presence.h"

namespace beatwatch {
namespace {

constexpr int hours = 2;
constexpr duration gap_limit{std::chrono::seconds{180}};

parameters settings_for(const simulated_town& town) {
  parameters settings;
  settings.plane = town.plane.origin();
  settings.clock.changes = {{.from = {}, .offset_s = 3'600}};
  for (const char* source : {shift_source::radios, shift_source::trackers}) {
    reporting_profile profile;
    profile.source = source;
    profile.refresh = std::chrono::seconds{30};
    profile.gap_limit = gap_limit;
    profile.fix_error = metres{simulated_fix_error_m};
    profile.rest = source == shift_source::trackers ? rest_evidence::ignition : rest_evidence::none;
    settings.profiles.push_back(profile);
  }
  return settings;
}

engine engine_after(const simulated_town& town, const simulated_shift& shift) {
  engine made{settings_for(town)};
  const auto zones = zone_set_of(town.zones);
  made.offer(zones);
  made.offer(town.roads);
  std::vector<change> changes;
  std::vector<event> batch{{.received_at = shift.span.from,
                            .source = "test",
                            .source_seq = 0,
                            .body = zones_activated{zones->hash, shift.span.from}},
                           {.received_at = shift.span.from,
                            .source = "test",
                            .source_seq = 0,
                            .body = roads_activated{town.roads->hash()}}};
  for (const event& one : shift.events()) {
    if (one.received_at > batch.back().received_at + std::chrono::seconds{1}) {
      made.apply(batch, changes);
      batch.clear();
      changes.clear();
      if (const auto due = made.next_deadline(); due && *due < one.received_at) {
        batch.push_back({.received_at = *due, .source = "test", .source_seq = 0, .body = tick{}});
      }
    }
    batch.push_back(one);
  }
  made.apply(batch, changes);
  return made;
}

// A poor fix says that the device is alive, not where.
bool poor(const ping& one) {
  const parameters settings;
  return one.accuracy_cm.value_or(0) * 0.01 * settings.accuracy_factor >
         settings.poor_fix_error.value;
}

// From the first to the last good fix of a device: outside of it nothing is claimed.
interval heard(const simulated_shift& shift, std::size_t device) {
  interval window{shift.span.to, shift.span.from};
  for (const arrived_ping& one : shift.pings) {
    if (one.device == device && !poor(one.body)) {
      window.from = std::min(window.from, one.body.observed_at);
      window.to = std::max(window.to, one.body.observed_at);
    }
  }
  return window;
}

// Each time that somebody goes in or out the truth itself is off by up to a millisecond.
std::int64_t rounding_ms(const std::vector<interval>& times, interval window) {
  constexpr duration slack{2};
  return 2 + 2 * std::ranges::count_if(times, [&](const interval& time) {
               return time.from <= window.to + slack && time.to >= window.from - slack;
             });
}

struct zone_truth {
  std::vector<interval> ever;         ///< somebody was inside
  std::vector<interval> while_heard;  ///< somebody whose device was heard before and after, and
                                      ///< belongs to a unit
};

zone_truth truth_of(const area& shape, const simulated_shift& shift) {
  zone_truth truth;
  for (const carrier_track& carrier : shift.carriers) {
    add_true_presence(shape, carrier, shift.span.from, shift.span, truth.ever);
  }
  for (std::size_t device = 0; device < shift.devices.size(); ++device) {
    if (!shift.devices[device].rostered) {
      continue;
    }
    add_true_presence(shape,
                      shift.carriers[shift.devices[device].carrier],
                      shift.span.from,
                      heard(shift, device),
                      truth.while_heard);
  }
  truth.ever = merged(std::move(truth.ever));
  truth.while_heard = merged(std::move(truth.while_heard));
  return truth;
}

// In windows as short as a second, what is proved, likely and possible are sets of times, not sums.
std::vector<interval> windows_of(interval span, std::uint64_t seed) {
  std::mt19937_64 random{seed};
  std::vector<interval> windows{span};
  for (int i = 0; i < 400; ++i) {
    const duration length = std::chrono::seconds{i % 2 == 0 ? 1 : 1 + random() % 600};
    const auto room = static_cast<std::uint64_t>((span.length() - length).count());
    const instant from = span.from + duration{random() % room};
    windows.push_back({from, from + length});
  }
  return windows;
}

class simulated_bounds : public testing::TestWithParam<std::uint64_t> {};

TEST_P(simulated_bounds, hold_the_truth_between_at_least_and_at_most_in_every_zone) {
  const simulated_town town = make_simulated_town(GetParam());
  const simulated_shift shift = make_town_shift(town, GetParam(), hours);
  const engine played = engine_after(town, shift);
  const auto zones = zone_set_of(town.zones);
  const std::vector<interval> windows = windows_of(shift.span, GetParam());
  std::int64_t all_at_least = 0;
  std::int64_t all_about = 0;
  std::int64_t all_truth = 0;
  std::int64_t all_at_most = 0;
  int proved_windows = 0;
  for (const zone& one : zones->zones) {
    const zone_truth truth = truth_of(one.shape, shift);
    for (const interval& window : windows) {
      const auto answer = played.presence(one.name, window);
      ASSERT_TRUE(answer.has_value()) << one.name;
      const presence_measure& claimed = answer->presence;
      ASSERT_LE(claimed.at_least_ms, total_ms(truth.ever, window) + rounding_ms(truth.ever, window))
          << one.name << " from " << instant_to_ms(window.from) << " ms";
      ASSERT_GE(claimed.at_most_ms + claimed.unknown_ms + rounding_ms(truth.while_heard, window),
                total_ms(truth.while_heard, window))
          << one.name << " from " << instant_to_ms(window.from) << " ms";
      ASSERT_LE(claimed.at_least_ms, claimed.about_ms) << one.name;
      ASSERT_LE(claimed.about_ms, claimed.at_most_ms) << one.name;
      proved_windows += claimed.at_least_ms > 500 ? 1 : 0;
      if (window == shift.span) {
        all_at_least += claimed.at_least_ms;
        all_about += claimed.about_ms;
        all_truth += total_ms(truth.ever, window);
        all_at_most += claimed.at_most_ms;
      }
    }
  }
  EXPECT_GT(proved_windows, 100);
  ASSERT_GT(all_truth, 0);
  const auto of_truth = [&](std::int64_t ms) {
    return static_cast<double>(ms) / static_cast<double>(all_truth);
  };
  std::printf("seed %llu: at least / about / truth / at most = %.3f / %.3f / 1 / %.3f\n",
              static_cast<unsigned long long>(GetParam()),
              of_truth(all_at_least),
              of_truth(all_about),
              of_truth(all_at_most));
}

INSTANTIATE_TEST_SUITE_P(seeds,
                         simulated_bounds,
                         testing::Range(std::uint64_t{1}, std::uint64_t{5}));

}  // namespace
}  // namespace beatwatch
