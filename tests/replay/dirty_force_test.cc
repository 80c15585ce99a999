#include "replay/dirty_force.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "replay/shift_csv.h"
#include "replay/street_network.h"
#include "tests/support/simulated_town.h"

namespace beatwatch {
namespace {

constexpr int hours = 3;

class dirty_shift_of_seed : public testing::TestWithParam<std::uint64_t> {
 protected:
  dirty_shift_of_seed()
      : town_(make_simulated_town(GetParam())),
        shift_(make_town_shift(town_, GetParam(), hours, true)) {}

  [[nodiscard]] std::string full_name(std::size_t device) const {
    return shift_.devices[device].source + "/" + shift_.devices[device].name;
  }

  /// The faults of a kind that befell a device at an instant.
  [[nodiscard]] const simulated_fault* fault_of(fault_kind kind,
                                                const std::string& subject,
                                                instant at) const {
    const auto found =
        std::find_if(shift_.faults.begin(), shift_.faults.end(), [&](const simulated_fault& f) {
          return f.kind == kind && f.subject == subject && f.span.from <= at && at < f.span.to;
        });
    return found != shift_.faults.end() ? &*found : nullptr;
  }

  simulated_town town_;
  simulated_shift shift_;
};

TEST_P(dirty_shift_of_seed, tells_of_the_same_patrols_as_a_tidy_one) {
  const simulated_shift tidy = make_town_shift(town_, GetParam(), hours);
  EXPECT_EQ(truth_csv(shift_, town_.plane), truth_csv(tidy, town_.plane));
  EXPECT_EQ(status_csv(shift_.true_statuses), status_csv(tidy.true_statuses));
  EXPECT_TRUE(tidy.faults.empty());
  EXPECT_TRUE(tidy.book_ons.empty());
  EXPECT_TRUE(tidy.strayed.empty());
  EXPECT_EQ(shift_.roster.size() + shift_.book_ons.size(), tidy.roster.size());
}

TEST_P(dirty_shift_of_seed, is_equal_to_the_byte_when_it_is_made_again) {
  const simulated_shift again =
      make_town_shift(make_simulated_town(GetParam()), GetParam(), hours, true);
  EXPECT_EQ(pings_csv(again), pings_csv(shift_));
  EXPECT_EQ(faults_csv(again), faults_csv(shift_));
  EXPECT_EQ(status_csv(again.statuses), status_csv(shift_.statuses));
  EXPECT_EQ(incidents_csv(again), incidents_csv(shift_));
  EXPECT_EQ(book_ons_csv(again), book_ons_csv(shift_));
}

TEST_P(dirty_shift_of_seed, has_every_ping_where_its_device_was_but_for_the_stated_error) {
  for (const arrived_ping& one : shift_.pings) {
    const plane_point truth =
        shift_.track_of(one.device).at_time(one.body.observed_at - shift_.span.from);
    const double limit_m = std::max(
        simulated_fix_error_m, simulated_accuracy_factor * one.body.accuracy_cm.value_or(0) * 1e-2);
    ASSERT_LE(distance_m(truth, *town_.plane.project(one.body.at)), limit_m)
        << full_name(one.device) << " at " << one.body.observed_at.time_since_epoch().count();
  }
}

TEST_P(dirty_shift_of_seed, hears_nothing_from_a_dead_spot_before_the_device_has_left_it) {
  std::size_t kept = 0;
  for (const arrived_ping& one : shift_.pings) {
    if (const simulated_fault* fault =
            fault_of(fault_kind::backlog, full_name(one.device), one.body.observed_at)) {
      ++kept;
      ASSERT_GE(one.received_at, fault->span.to);
    }
  }
  EXPECT_GT(kept, 100U);
  EXPECT_LE(kept, shift_.channels.stored + shift_.channels.duplicated);
}

TEST_P(dirty_shift_of_seed, repeats_the_last_fix_of_a_radio_without_one) {
  constexpr std::uint32_t knows_nothing_cm = 10'000'000;
  std::size_t repeated = 0;
  for (const arrived_ping& one : shift_.pings) {
    const bool without_fix =
        fault_of(fault_kind::no_fix, full_name(one.device), one.body.observed_at) != nullptr;
    EXPECT_EQ(one.body.accuracy_cm == knows_nothing_cm, without_fix);
    EXPECT_FALSE(without_fix && one.body.speed_cmps.has_value());
    repeated += without_fix ? 1 : 0;
  }
  EXPECT_GT(repeated, 50U);
}

TEST_P(dirty_shift_of_seed, has_radios_in_the_car_while_the_officer_walks) {
  for (std::size_t device = 0; device < shift_.devices.size(); ++device) {
    for (const simulated_fault& fault : shift_.faults) {
      if (fault.kind != fault_kind::radio_left_in_car || fault.subject != full_name(device)) {
        continue;
      }
      const std::size_t officers = shift_.devices[device].carrier;
      const auto middle =
          (fault.span.from - shift_.span.from + (fault.span.to - fault.span.from) / 2);
      const plane_point radio = shift_.track_of(device).at_time(middle);
      EXPECT_EQ(radio, shift_.carriers[officers - 1].at_time(middle)) << "the car stands before";
      EXPECT_NE(radio, shift_.carriers[officers].at_time(middle));
    }
  }
}

TEST_P(dirty_shift_of_seed, books_on_late_who_is_not_on_the_rota) {
  std::set<std::string> late;
  for (const roster_entry& entry : shift_.book_ons) {
    late.insert(entry.unit);
    const simulated_fault* fault = fault_of(fault_kind::late_book_on, entry.unit, shift_.span.from);
    ASSERT_NE(fault, nullptr);
    EXPECT_EQ(fault->span.to, entry.recorded_at);
    EXPECT_EQ(entry.origin, holding_origin::book_on);
  }
  for (const roster_entry& entry : shift_.roster) {
    EXPECT_FALSE(late.contains(entry.unit));
  }
  for (const event& one : shift_.events()) {
    if (const auto* roster = std::get_if<roster_changed>(&one.body)) {
      EXPECT_EQ(one.received_at, roster->entry.recorded_at.value_or(shift_.span.from));
    }
  }
}

TEST_P(dirty_shift_of_seed, keeps_the_versions_of_an_incident_in_their_order) {
  std::map<std::string, std::uint32_t> newest;
  int before = 0;
  for (const incident_version& version : shift_.incidents) {
    EXPECT_EQ(version.row.version, ++newest[version.row.name]);
    EXPECT_LE(before, version.second);
    before = version.second;
  }
}

INSTANTIATE_TEST_SUITE_P(seeds,
                         dirty_shift_of_seed,
                         testing::Range(std::uint64_t{1}, std::uint64_t{3}));

TEST(dirty_force, has_each_fault_about_as_often_as_it_says) {
  const simulated_town town = make_simulated_town(1);
  std::map<fault_kind, double> faults;
  double statuses = 0;
  double assignments = 0;
  double crews = 0;
  double swaps_possible = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const simulated_shift tidy = make_town_shift(town, seed, 2);
    const simulated_shift dirty = make_town_shift(town, seed, 2, true);
    for (const simulated_fault& fault : dirty.faults) {
      ++faults[fault.kind];
    }
    std::set<std::string> units;
    for (const status_changed& status : tidy.statuses) {
      units.insert(status.unit);
    }
    statuses += static_cast<double>(tidy.statuses.size() - units.size());
    std::map<std::string, std::size_t> assigned;
    for (const incident_version& version : tidy.incidents) {
      std::size_t& before = assigned[version.row.name];
      assignments += version.row.assigned.size() > before ? 1 : 0;
      before = version.row.assigned.size();
    }
    crews += static_cast<double>(units.size());
    swaps_possible += 12;  // one radio each of six pairs of cars
  }
  const auto expect_share = [&](double found, double of, double share, const char* what) {
    EXPECT_NEAR(found, of * share, 4 * std::sqrt(of * share * (1 - share))) << what << " of " << of;
  };
  // Late by so much that the next overtakes it is forgotten, so only both together have a share.
  expect_share(faults[fault_kind::status_forgotten] + faults[fault_kind::status_late],
               statuses,
               dirty_share::status_forgotten +
                   dirty_share::status_late * (1 - dirty_share::status_forgotten),
               "statuses forgotten or late");
  expect_share(faults[fault_kind::status_wrong], statuses, dirty_share::status_wrong, "wrong");
  EXPECT_GT(faults[fault_kind::status_late], 0);
  expect_share(
      faults[fault_kind::assignment_late], assignments, dirty_share::assignment_late, "late");
  expect_share(faults[fault_kind::late_book_on], crews, dirty_share::late_book_on, "booked on");
  expect_share(
      faults[fault_kind::radio_swapped], swaps_possible, dirty_share::radios_swapped, "swapped");
  EXPECT_EQ(faults[fault_kind::dead_spot], 12 * (dirty_share::dead_spots + 1));
  EXPECT_GT(faults[fault_kind::radio_left_in_car], 0);
  EXPECT_GT(faults[fault_kind::no_fix], 0);
}

TEST(dirty_force, swaps_radios_where_crews_meet_and_for_good) {
  bool found = false;
  for (std::uint64_t seed = 1; seed <= 6 && !found; ++seed) {
    const simulated_town town = make_simulated_town(seed);
    const simulated_shift shift = make_town_shift(town, seed, 2, true);
    for (const simulated_fault& fault : shift.faults) {
      if (fault.kind != fault_kind::radio_swapped) {
        continue;
      }
      found = true;
      const auto device = static_cast<std::size_t>(
          std::find_if(shift.devices.begin(),
                       shift.devices.end(),
                       [&](const auto& d) { return d.source + "/" + d.name == fault.subject; }) -
          shift.devices.begin());
      const auto other =
          std::find_if(shift.carriers.begin(), shift.carriers.end(), [&](const auto& c) {
            return c.unit == fault.detail && !c.vehicle;
          });
      ASSERT_NE(other, shift.carriers.end());
      const auto met =
          static_cast<std::size_t>((fault.span.from - shift.span.from).count() / 1'000);
      const carrier_track& radio = shift.track_of(device);
      const carrier_track& own = shift.carriers[shift.devices[device].carrier];
      EXPECT_LE(distance_m(own.at[met], other->at[met]), 10.0);
      for (std::size_t i = 0; i < radio.at.size(); ++i) {
        ASSERT_EQ(radio.at[i], i < met ? own.at[i] : other->at[i]) << i;
      }
    }
  }
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace beatwatch
