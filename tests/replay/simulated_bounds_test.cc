// Presence as the engine claims it, against a truth that it never saw.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/base/interval.h"
#include "engine/engine.h"
#include "replay/make_shift.h"
#include "tests/support/simulated_town.h"

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
  std::vector<change> changes;
  std::vector<event> batch{{.received_at = shift.span.from,
                            .source = "test",
                            .source_seq = 0,
                            .body = zones_activated{zones->hash, shift.span.from}}};
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

std::vector<interval> merged(std::vector<interval> times) {
  std::sort(times.begin(), times.end());
  std::vector<interval> out;
  for (const interval& time : times) {
    if (!out.empty() && time.from <= out.back().to) {
      out.back().to = std::max(out.back().to, time.to);
    } else {
      out.push_back(time);
    }
  }
  return out;
}

std::int64_t total_ms(const std::vector<interval>& times) {
  std::int64_t total = 0;
  for (const interval& time : merged(times)) {
    total += time.length().count();
  }
  return total;
}

// When a carrier really was inside, within `window`; each part is off by less than a millisecond.
void add_truth(const area& shape,
               const carrier_track& carrier,
               instant began,
               interval window,
               std::vector<interval>& out) {
  std::vector<leg_part> parts;
  for (std::size_t i = 0; i + 1 < carrier.at.size(); ++i) {
    plane_box box{carrier.at[i], carrier.at[i]};
    box.include(carrier.at[i + 1]);
    if (!box.meets(shape.bounds())) {
      continue;
    }
    const instant second = began + std::chrono::seconds{i};
    shape.inside_parts(carrier.at[i], carrier.at[i + 1], parts);
    for (const leg_part& part : parts) {
      const interval inside{second + duration{std::lround(part.from * 1'000.0)},
                            second + duration{std::lround(part.to * 1'000.0)}};
      if (const interval kept = intersection(inside, window); !kept.empty()) {
        out.push_back(kept);
      }
    }
  }
}

// From the first to the last ping of a device: outside of it nothing is claimed.
interval heard(const simulated_shift& shift, std::size_t device) {
  interval window{shift.span.to, shift.span.from};
  for (const arrived_ping& one : shift.pings) {
    if (one.device == device) {
      window.from = std::min(window.from, one.body.observed_at);
      window.to = std::max(window.to, one.body.observed_at);
    }
  }
  return window;
}

class simulated_bounds : public testing::TestWithParam<std::uint64_t> {};

TEST_P(simulated_bounds, hold_the_truth_between_at_least_and_at_most_in_every_zone) {
  const simulated_town town = make_simulated_town(GetParam());
  const simulated_shift shift = make_town_shift(town, GetParam(), hours);
  const engine played = engine_after(town, shift);
  const auto zones = zone_set_of(town.zones);
  const interval window{shift.span.from, shift.span.to};

  std::vector<interval> device_heard;
  for (std::size_t device = 0; device < shift.devices.size(); ++device) {
    device_heard.push_back(heard(shift, device));
  }
  std::int64_t all_at_least = 0;
  std::int64_t all_truth = 0;
  std::int64_t all_at_most = 0;
  for (const zone& one : zones->zones) {
    std::vector<interval> ever;
    for (const carrier_track& carrier : shift.carriers) {
      add_truth(one.shape, carrier, shift.span.from, window, ever);
    }
    std::vector<interval> while_heard;
    for (std::size_t device = 0; device < shift.devices.size(); ++device) {
      add_truth(one.shape,
                shift.carriers[shift.devices[device].carrier],
                shift.span.from,
                device_heard[device],
                while_heard);
    }
    const auto answer = played.presence(one.name, window);
    ASSERT_TRUE(answer.has_value()) << one.name;
    const presence_measure& claimed = answer->presence;
    // Rounding of the truth itself, once per time that somebody goes in or out.
    const auto rounding_ms = static_cast<std::int64_t>(2 * ever.size());
    EXPECT_LE(claimed.at_least_ms, total_ms(ever) + rounding_ms) << one.name;
    EXPECT_GE(claimed.at_most_ms + claimed.unknown_ms + rounding_ms, total_ms(while_heard))
        << one.name;
    EXPECT_LE(claimed.at_least_ms, claimed.about_ms) << one.name;
    EXPECT_LE(claimed.about_ms, claimed.at_most_ms) << one.name;
    all_at_least += claimed.at_least_ms;
    all_truth += total_ms(ever);
    all_at_most += claimed.at_most_ms;
  }
  EXPECT_GT(all_at_least, 0);
  EXPECT_GT(all_truth, 0);
  RecordProperty("at_least_over_truth_percent", static_cast<int>(100 * all_at_least / all_truth));
  RecordProperty("at_most_over_truth_percent", static_cast<int>(100 * all_at_most / all_truth));
}

INSTANTIATE_TEST_SUITE_P(seeds,
                         simulated_bounds,
                         testing::Range(std::uint64_t{1}, std::uint64_t{5}));

}  // namespace
}  // namespace beatwatch
