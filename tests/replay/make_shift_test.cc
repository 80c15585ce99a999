#include "replay/make_shift.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "engine/model/parameters.h"
#include "replay/degrade.h"
#include "replay/shift_csv.h"
#include "replay/street_network.h"
#include "tests/support/simulated_town.h"

namespace beatwatch {
namespace {

constexpr int hours = 2;

class shift_of_seed : public testing::TestWithParam<std::uint64_t> {
 protected:
  shift_of_seed()
      : town_(make_simulated_town(GetParam())), shift_(make_town_shift(town_, GetParam(), hours)) {}

  simulated_town town_;
  simulated_shift shift_;
  parameters engine_;
};

TEST_P(shift_of_seed, nobody_is_faster_than_the_engine_takes_for_possible) {
  for (const carrier_track& carrier : shift_.carriers) {
    ASSERT_EQ(carrier.at.size(), static_cast<std::size_t>(hours * 3'600 + 1));
    const bool ever_in_a_car = carrier.unit.starts_with("CAR");
    const double cap_mps =
        ever_in_a_car ? engine_.vehicle_speed_cap_mps : engine_.foot_speed_cap_mps;
    double fastest_mps = 0.0;
    for (std::size_t i = 0; i + 1 < carrier.at.size(); ++i) {
      fastest_mps = std::max(fastest_mps, distance_m(carrier.at[i], carrier.at[i + 1]));
    }
    EXPECT_LE(fastest_mps, cap_mps) << carrier.unit;
    EXPECT_GT(fastest_mps, 0.5) << carrier.unit;
  }
}

TEST_P(shift_of_seed, officers_who_left_the_car_walk) {
  for (std::size_t c = 0; c + 1 < shift_.carriers.size(); ++c) {
    const carrier_track& car = shift_.carriers[c];
    if (!car.vehicle) {
      continue;
    }
    const carrier_track& officers = shift_.carriers[c + 1];
    for (std::size_t i = 0; i + 1 < car.at.size(); ++i) {
      if (car.at[i] != officers.at[i] || car.at[i + 1] != officers.at[i + 1]) {
        EXPECT_EQ(car.at[i], car.at[i + 1]) << car.unit << " drives without its officers at " << i;
        ASSERT_LE(distance_m(officers.at[i], officers.at[i + 1]), engine_.foot_speed_cap_mps)
            << car.unit << " at " << i;
      }
    }
  }
}

TEST_P(shift_of_seed, a_car_with_its_ignition_off_stands_still) {
  for (const carrier_track& carrier : shift_.carriers) {
    for (std::size_t i = 0; carrier.vehicle && i + 1 < carrier.at.size(); ++i) {
      if (!carrier.ignition[i] && !carrier.ignition[i + 1]) {
        ASSERT_EQ(carrier.at[i], carrier.at[i + 1]) << carrier.unit << " at " << i;
      }
    }
  }
}

TEST_P(shift_of_seed, every_ping_is_where_its_carrier_was_but_for_the_stated_error) {
  double worst_share = 0.0;
  for (const arrived_ping& one : shift_.pings) {
    const simulated_device& device = shift_.devices[one.device];
    EXPECT_EQ(one.body.device, device.name);
    const plane_point truth =
        shift_.carriers[device.carrier].at_time(one.body.observed_at - shift_.span.from);
    const double limit_m = std::max(
        simulated_fix_error_m, simulated_accuracy_factor * one.body.accuracy_cm.value_or(0) * 1e-2);
    const double error_m = distance_m(truth, *town_.plane.project(one.body.at));
    ASSERT_LE(error_m, limit_m) << device.name;
    worst_share = std::max(worst_share, error_m / limit_m);
    EXPECT_GT(one.received_at, one.body.observed_at);
  }
  EXPECT_GT(worst_share, 0.9) << "noise that stays far below its limit tests nothing";
}

TEST_P(shift_of_seed, the_limits_are_those_of_the_engine) {
  EXPECT_EQ(simulated_accuracy_factor, engine_.accuracy_factor);
  EXPECT_EQ(simulated_fix_error_m, reporting_profile{}.fix_error.value);
}

TEST_P(shift_of_seed, channels_lose_double_and_reorder) {
  EXPECT_GT(shift_.channels.lost, 0U);
  EXPECT_GT(shift_.channels.duplicated, 0U);
  EXPECT_EQ(shift_.pings.size(),
            shift_.channels.observed - shift_.channels.lost + shift_.channels.duplicated);
  std::map<std::size_t, instant> newest;
  int overtaken = 0;
  for (const arrived_ping& one : shift_.pings) {
    instant& seen = newest.try_emplace(one.device, one.body.observed_at).first->second;
    overtaken += one.body.observed_at < seen ? 1 : 0;
    seen = std::max(seen, one.body.observed_at);
  }
  EXPECT_GT(overtaken, 10);
}

TEST_P(shift_of_seed, a_change_of_ignition_is_always_reported) {
  for (std::size_t d = 0; d < shift_.devices.size(); ++d) {
    const simulated_device& device = shift_.devices[d];
    if (device.kind != device_kind::car_tracker) {
      continue;
    }
    std::set<instant> reported;
    for (const arrived_ping& one : shift_.pings) {
      if (one.device == d && one.body.trigger == ping_trigger::power) {
        reported.insert(one.body.observed_at);
      }
    }
    const carrier_track& car = shift_.carriers[device.carrier];
    // Trackers are switched on at the latest five minutes after the shift begins, and off at the
    // earliest five minutes before it ends.
    for (std::size_t i = 301; i + 301 < car.at.size(); ++i) {
      if (car.ignition[i] != car.ignition[i - 1]) {
        EXPECT_TRUE(reported.contains(shift_.span.from + std::chrono::seconds{i})) << device.name;
      }
    }
  }
}

TEST_P(shift_of_seed, events_are_in_order_and_numbered_per_source) {
  const std::vector<event> events = shift_.events();
  EXPECT_EQ(events.size(),
            shift_.roster.size() + shift_.statuses.size() + shift_.incidents.size() +
                shift_.pings.size());
  std::map<std::string, std::uint64_t> newest;
  instant before = shift_.span.from;
  for (const event& one : events) {
    EXPECT_EQ(one.source_seq, ++newest[one.source]);
    EXPECT_GE(one.received_at, before);
    before = one.received_at;
  }
  EXPECT_EQ(newest.size(), 3U);
}

TEST_P(shift_of_seed, incidents_are_attended_by_crews_that_were_free) {
  std::set<std::string> incidents;
  std::map<std::string, std::uint32_t> newest;
  std::set<std::string> attended;
  for (const incident_version& version : shift_.incidents) {
    incidents.insert(version.row.name);
    EXPECT_EQ(version.row.version, ++newest[version.row.name]);
    EXPECT_LE(version.row.assigned.size(), 2U);
    EXPECT_TRUE(std::is_sorted(version.row.assigned.begin(), version.row.assigned.end()));
    EXPECT_EQ(std::set(version.row.assigned.begin(), version.row.assigned.end()).size(),
              version.row.assigned.size());
    if (!version.row.assigned.empty()) {
      attended.insert(version.row.name);
    }
  }
  EXPECT_GT(incidents.size(), 12U);
  EXPECT_GT(attended.size(), incidents.size() / 3);
  bool on_scene = false;
  for (const status_changed& status : shift_.statuses) {
    on_scene = on_scene || status.status == unit_status::on_scene;
    EXPECT_TRUE(status.incident.empty() || incidents.contains(status.incident));
  }
  EXPECT_TRUE(on_scene);
}

TEST_P(shift_of_seed, is_equal_to_the_byte_when_it_is_made_again) {
  const simulated_shift again = make_town_shift(make_simulated_town(GetParam()), GetParam(), hours);
  EXPECT_EQ(truth_csv(again, town_.plane), truth_csv(shift_, town_.plane));
  EXPECT_EQ(pings_csv(again), pings_csv(shift_));
  EXPECT_EQ(status_csv(again.statuses), status_csv(shift_.statuses));
  EXPECT_EQ(incidents_csv(again), incidents_csv(shift_));
  EXPECT_EQ(roster_csv(again), roster_csv(shift_));
  const simulated_shift other = make_town_shift(town_, GetParam() + 1'000, hours);
  EXPECT_NE(pings_csv(other), pings_csv(shift_));
}

INSTANTIATE_TEST_SUITE_P(seeds, shift_of_seed, testing::Range(std::uint64_t{1}, std::uint64_t{5}));

TEST(call_rate, follows_the_hour_of_the_day) {
  const simulated_town town = make_simulated_town(1);
  const auto calls_from = [&](int local_hour) {
    int calls = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      shift_options options;
      options.seed = seed;
      options.hours = 2;
      options.cars = 1;
      options.foot_officers = 0;
      options.pcsos = 0;
      options.calls = {.per_hour = 20.0, .local_second_at_start = local_hour * 3'600};
      const simulated_shift shift = make_shift(options, town.area, town.plane);
      calls += static_cast<int>(
          std::count_if(shift.incidents.begin(), shift.incidents.end(), [](const auto& version) {
            return version.row.version == 1;
          }));
    }
    return calls;
  };
  // Ten shifts of two hours: 138 and 594 calls are to be expected.
  EXPECT_NEAR(calls_from(4), 138, 5 * std::sqrt(138.0));
  EXPECT_NEAR(calls_from(17), 594, 5 * std::sqrt(594.0));
}

}  // namespace
}  // namespace beatwatch
