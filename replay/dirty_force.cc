#include "replay/dirty_force.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "replay/street_network.h"

namespace beatwatch {
namespace {

constexpr std::size_t shortest_walk_s = 60;
constexpr double met_within_m = 10.0;

/// The runs of seconds for which it holds.
std::vector<interval> runs_of(std::size_t seconds,
                              instant began,
                              const std::function<bool(std::size_t)>& holds) {
  std::vector<interval> runs;
  for (std::size_t i = 0; i < seconds;) {
    std::size_t end = i;
    while (end < seconds && holds(end)) {
      ++end;
    }
    if (end > i) {
      runs.push_back({began + std::chrono::seconds{i}, began + std::chrono::seconds{end}});
    }
    i = end + 1;
  }
  return runs;
}

void keep_some(std::vector<interval>& runs, double share, random_stream& random) {
  std::erase_if(runs, [&](const interval&) { return !random.chance(share); });
}

std::chrono::seconds some_seconds(random_stream& random, std::int64_t least, std::int64_t most) {
  return std::chrono::seconds{random.between(least, most)};
}

unit_status mistaken_for(unit_status meant) {
  switch (meant) {
    case unit_status::available:
      return unit_status::busy;
    case unit_status::on_scene:
      return unit_status::en_route;
    default:
      return unit_status::available;
  }
}

}  // namespace

std::vector<dead_spot> draw_dead_spots(const patrol_area& area,
                                       interval shift,
                                       random_stream random) {
  std::vector<dead_spot> spots;
  if (area.places.empty()) {
    return spots;
  }
  const auto some_place = [&] {
    return area.places[random.below(static_cast<std::uint32_t>(area.places.size()))].at;
  };
  for (std::size_t i = 0; i < dirty_share::dead_spots; ++i) {
    const plane_point centre = some_place();
    spots.push_back({.centre = centre, .radius_m = random.between(100.0, 250.0), .span = shift});
  }
  const plane_point mast = some_place();
  const std::int64_t length_s = (shift.to - shift.from).count() / 1'000;
  const instant from = shift.from + some_seconds(random, length_s / 4, length_s / 2);
  spots.push_back({.centre = mast,
                   .radius_m = dirty_share::mast_failure_m,
                   .span = {from, from + some_seconds(random, 900, 1'800)}});
  return spots;
}

std::vector<interval> times_in(const std::vector<dead_spot>& spots,
                               const carrier_track& carrier,
                               instant began) {
  return runs_of(carrier.at.size(), began, [&](std::size_t second) {
    const instant now = began + std::chrono::seconds{second};
    return std::any_of(spots.begin(), spots.end(), [&](const dead_spot& spot) {
      return spot.span.from <= now && now < spot.span.to &&
             distance_m(spot.centre, carrier.at[second]) <= spot.radius_m;
    });
  });
}

std::vector<interval> draw_times_without_fix(const carrier_track& officers,
                                             instant began,
                                             random_stream random) {
  std::vector<interval> stays = runs_of(
      officers.indoors.size(), began, [&](std::size_t second) { return officers.indoors[second]; });
  keep_some(stays, dirty_share::no_fix_indoors, random);
  return stays;
}

std::vector<interval> draw_times_left_in_car(const carrier_track& officers,
                                             const carrier_track& car,
                                             instant began,
                                             random_stream random) {
  std::vector<interval> walks = runs_of(officers.at.size(), began, [&](std::size_t second) {
    return officers.at[second] != car.at[second];
  });
  std::erase_if(walks, [](const interval& walk) {
    return walk.to - walk.from < std::chrono::seconds{shortest_walk_s};
  });
  keep_some(walks, dirty_share::radio_left_in_car, random);
  return walks;
}

carrier_track borne_by(const carrier_track& mine,
                       const carrier_track& other,
                       const std::vector<interval>& times,
                       instant began) {
  carrier_track track = mine;
  for (const interval& time : times) {
    const auto from = static_cast<std::size_t>((time.from - began).count() / 1'000);
    const auto to = static_cast<std::size_t>((time.to - began).count() / 1'000);
    for (std::size_t i = from; i < std::min(to, track.at.size()); ++i) {
      track.at[i] = other.at[i];
      track.indoors[i] = !other.vehicle && other.indoors[i];
    }
  }
  return track;
}

std::optional<instant> draw_meeting(const carrier_track& one,
                                    const carrier_track& other,
                                    instant began,
                                    random_stream random) {
  std::vector<std::size_t> together;
  for (std::size_t i = 0; i < one.at.size() / 2; ++i) {
    if (distance_m(one.at[i], other.at[i]) <= met_within_m) {
      together.push_back(i);
    }
  }
  if (together.empty()) {
    return std::nullopt;
  }
  const auto chosen = random.below(static_cast<std::uint32_t>(together.size()));
  return began + std::chrono::seconds{together[chosen]};
}

void dirty_statuses(std::vector<status_changed>& typed,
                    random_stream random,
                    std::vector<simulated_fault>& faults) {
  std::vector<status_changed> kept;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    status_changed status = typed[i];
    const std::string meant{to_string(status.status)};
    const bool is_last = i + 1 == typed.size();
    const instant until = is_last ? status.at : typed[i + 1].at;
    const auto tell = [&](fault_kind kind, instant to) {
      faults.push_back(
          {.kind = kind, .subject = status.unit, .span = {status.at, to}, .detail = meant});
    };
    if (is_last) {
      kept.push_back(status);
    } else if (random.chance(dirty_share::status_forgotten)) {
      tell(fault_kind::status_forgotten, until);
    } else if (random.chance(dirty_share::status_wrong)) {
      tell(fault_kind::status_wrong, until);
      status.status = mistaken_for(status.status);
      kept.push_back(status);
    } else if (random.chance(dirty_share::status_late)) {
      const instant at = status.at + some_seconds(random, 120, 720);
      if (at < until) {
        tell(fault_kind::status_late, at);
        status.at = at;
        kept.push_back(status);
      } else {
        tell(fault_kind::status_forgotten, until);
      }
    } else {
      kept.push_back(status);
    }
  }
  typed = std::move(kept);
}

void dirty_assignments(std::vector<incident_version>& versions,
                       instant began,
                       int last_second,
                       random_stream random,
                       std::vector<simulated_fault>& faults) {
  struct written {
    std::size_t assigned = 0;
    int second = 0;
  };
  std::map<std::string, written> newest;
  for (incident_version& version : versions) {
    written& before = newest[version.row.name];
    int second = std::max(version.second, before.second);
    if (version.row.assigned.size() > before.assigned &&
        random.chance(dirty_share::assignment_late)) {
      second =
          std::min(second + static_cast<int>(random.between(std::int64_t{120}, std::int64_t{900})),
                   last_second);
      std::string units;
      for (const std::string& unit : version.row.assigned) {
        units += (units.empty() ? "" : ";") + unit;
      }
      faults.push_back({.kind = fault_kind::assignment_late,
                        .subject = version.row.name,
                        .span = {began + std::chrono::seconds{version.second},
                                 began + std::chrono::seconds{second}},
                        .detail = units});
    }
    version.second = second;
    before = {.assigned = version.row.assigned.size(), .second = second};
  }
  std::stable_sort(versions.begin(), versions.end(), [](const auto& a, const auto& b) {
    return a.second < b.second;
  });
}

}  // namespace beatwatch
