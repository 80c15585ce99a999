// How many alarms a busy Friday of a force that nobody has tidied up makes, per sector.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "adapters/sources/red_window_decode.h"
#include "engine/alerts/alarm_rates.h"
#include "engine/change_fields.h"
#include "engine/engine.h"
#include "replay/degrade.h"
#include "tests/support/seed_count.h"
#include "tests/support/simulated_town.h"

namespace beatwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr instant friday_evening = ms_to_instant(1'780'686'000'000);  // 2026-06-05T19:00:00Z
constexpr int shift_hours = 4;

// EEMUA 191: at most ten alarms in the first ten minutes after an upset, per operator position.
constexpr std::uint32_t alarms_max = 9;

// Five radios send for half a minute that their button is pressed, as it happens in pockets.
constexpr std::size_t pressed_buttons = 5;

void press_buttons(simulated_shift& shift, std::uint64_t seed) {
  std::mt19937_64 random{seed};
  std::set<std::size_t> pressed;
  while (pressed.size() < pressed_buttons) {
    const arrived_ping& first = shift.pings[random() % shift.pings.size()];
    if (shift.devices[first.device].source != shift_source::radios ||
        !pressed.insert(first.device).second) {
      continue;
    }
    const interval held{first.body.observed_at, first.body.observed_at + std::chrono::seconds{30}};
    for (arrived_ping& p : shift.pings) {
      if (p.device == first.device && held.contains(p.body.observed_at)) {
        p.body.trigger = ping_trigger::emergency;
      }
    }
  }
}

simulated_shift make_busy_friday(const simulated_town& town, std::uint64_t seed) {
  shift_options options;
  options.seed = seed;
  options.from = friday_evening;
  options.hours = shift_hours;
  options.cars = 20;
  options.foot_officers = 16;
  options.pcsos = 8;
  options.dirty = true;
  options.calls = {.per_hour = 20.0, .local_second_at_start = 20 * 3'600};
  simulated_shift shift = make_shift(options, town.area, town.plane);
  press_buttons(shift, seed);
  return shift;
}

std::shared_ptr<const zone_set> zones_with_red_times(const simulated_town& town) {
  auto zones = zone_set_of(town.zones)->zones;
  for (zone& z : zones) {
    const auto drawn = std::find_if(town.zones.begin(),
                                    town.zones.end(),
                                    [&z](const drawn_zone& d) { return d.name == z.name; });
    if (!drawn->red_windows.empty()) {
      z.red_windows = *decode_red_windows(drawn->red_windows);
    }
  }
  return std::make_shared<const zone_set>(std::move(zones), std::string(64, '1'));
}

engine make_engine(const simulated_town& town, const std::shared_ptr<const zone_set>& zones) {
  parameters settings;
  settings.plane = town.plane.origin();
  settings.clock.changes = {{.from = {}, .offset_s = 3'600}};
  for (const char* source : {shift_source::radios, shift_source::trackers}) {
    reporting_profile profile;
    profile.source = source;
    profile.refresh = std::chrono::seconds{30};
    profile.fix_error = metres{simulated_fix_error_m};
    settings.profiles.push_back(profile);
  }
  engine made{settings};
  made.offer(zones);
  return made;
}

struct played_shift {
  std::vector<change> alarms;
  std::vector<alarm_record> records;
};

// `batch`: how many events are applied at once.
played_shift play(const simulated_town& town, const simulated_shift& shift, std::size_t batch) {
  const auto zones = zones_with_red_times(town);
  engine e = make_engine(town, zones);
  std::vector<change> changes;
  std::vector<event> waiting{
      {shift.span.from, "maps", 0, zones_activated{zones->hash, shift.span.from}}};
  played_shift played;
  const auto apply = [&] {
    e.apply(waiting, changes);
    waiting.clear();
    std::copy_if(
        changes.begin(), changes.end(), std::back_inserter(played.alarms), [](const change& c) {
          return std::holds_alternative<alarm_changed>(c.body);
        });
    changes.clear();
  };
  const auto tick_until = [&](instant t) {
    // What waits may bring the deadline forward.
    apply();
    for (auto due = e.next_deadline(); due && *due < t; due = e.next_deadline()) {
      waiting.push_back({*due, "clock", 0, tick{}});
      apply();
    }
  };
  instant second = shift.span.from;
  for (const event& one : shift.events()) {
    if (one.received_at >= second + std::chrono::seconds{1}) {
      tick_until(one.received_at);
      second = one.received_at;
    } else if (waiting.size() >= batch) {
      apply();
    }
    waiting.push_back(one);
  }
  tick_until(shift.span.to);
  played.records = e.alarm_records({shift.span.from, shift.span.to + duration{1}});
  return played;
}

void print(std::uint64_t seed, const played_shift& played, interval span) {
  std::map<alarm_rule, int> by_rule;
  for (const alarm_record& r : played.records) {
    by_rule[r.rule] += r.occasion == alarm_occasion::annunciated ? 1 : 0;
  }
  std::printf("Friday %llu, %d h, 20 cars, 24 on foot, 20 calls an hour\n",
              static_cast<unsigned long long>(seed),
              shift_hours);
  for (const auto& [rule, count] : by_rule) {
    std::printf("  %-14s %3d\n", std::string{to_string(rule)}.c_str(), count);
  }
  std::printf("  %-28s %8s %16s %10s\n", "sector", "alarms", "most in 10 min", "per 10 min");
  for (const alarm_rate& rate : alarm_rates(played.records, span)) {
    std::printf("  %-28s %8u %16u %10.2f\n",
                rate.sector.c_str(),
                rate.annunciated,
                rate.most,
                rate.annunciated / (shift_hours * 6.0));
  }
}

class busy_friday : public testing::TestWithParam<std::uint64_t> {
 protected:
  const simulated_town town_ = make_simulated_town(GetParam());
  const simulated_shift shift_ = make_busy_friday(town_, GetParam());
};

// The trackers' server fails for half an hour in the middle of it.
TEST_P(busy_friday, stays_below_ten_alarms_in_ten_minutes_and_a_lost_source_is_one_more) {
  const played_shift played = play(town_, shift_, 1'000);
  print(GetParam(), played, shift_.span);
  ASSERT_FALSE(played.records.empty()) << "a Friday without any alarm shows nothing";
  EXPECT_EQ(std::count_if(played.records.begin(),
                          played.records.end(),
                          [](const alarm_record& r) {
                            return r.rule == alarm_rule::emergency &&
                                   r.occasion == alarm_occasion::annunciated;
                          }),
            pressed_buttons);
  for (const alarm_rate& rate : alarm_rates(played.records, shift_.span)) {
    EXPECT_LE(rate.most, alarms_max) << rate.sector;
  }

  const interval lost{shift_.span.from + hours{2}, shift_.span.from + minutes{150}};
  simulated_shift cut = shift_;
  std::erase_if(cut.pings, [&](const arrived_ping& p) {
    return shift_.devices[p.device].source == shift_source::trackers &&
           lost.contains(p.received_at);
  });
  const auto annunciated = [&lost](const played_shift& of, std::optional<alarm_rule> rule) {
    return std::count_if(of.records.begin(), of.records.end(), [&](const alarm_record& r) {
      return r.occasion == alarm_occasion::annunciated && lost.contains(r.at) &&
             (!rule || r.rule == *rule);
    });
  };
  const played_shift with = play(town_, cut, 1'000);
  std::printf("  with a lost source: %lld alarms in its half hour, without: %lld\n",
              static_cast<long long>(annunciated(with, {})),
              static_cast<long long>(annunciated(played, {})));
  EXPECT_EQ(annunciated(with, alarm_rule::source_stale), 1);
  EXPECT_LE(annunciated(with, {}), annunciated(played, {}) + 1);
}

TEST_P(busy_friday, has_the_same_alarms_however_its_events_are_cut) {
  simulated_shift evening = shift_;
  evening.span.to = evening.span.from + hours{1};
  const auto later = [&](const auto& what) { return what.received_at >= evening.span.to; };
  std::erase_if(evening.pings, later);
  const auto bytes_of = [](const played_shift& played) {
    std::vector<std::byte> bytes;
    for (const change& c : played.alarms) {
      append_canonical_bytes(c, bytes);
    }
    return bytes;
  };
  const auto one_by_one = bytes_of(play(town_, evening, 1));
  EXPECT_FALSE(one_by_one.empty());
  EXPECT_EQ(one_by_one, bytes_of(play(town_, evening, 1'000)));
}

INSTANTIATE_TEST_SUITE_P(seeds, busy_friday, testing::Range<std::uint64_t>(1, 1 + seed_count(1)));

}  // namespace
}  // namespace beatwatch
