#include "engine/deployment/nearest_unit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "engine/deployment/unit_gates.h"

namespace beatwatch {
namespace {

constexpr std::size_t gate_count = static_cast<std::size_t>(gate::slower) + 1;
constexpr std::size_t others_shown_max = 20;
constexpr std::array<travel_profile, 3> profiles{
    travel_profile::ordinary, travel_profile::response, travel_profile::foot};

travel_profile profile_of(const unit_view& unit, bool response_asked) {
  if (unit.kind != unit_kind::car && unit.vehicle.empty()) {
    return travel_profile::foot;
  }
  const bool trained =
      std::find(unit.skills.begin(), unit.skills.end(), response_skill) != unit.skills.end();
  return response_asked && trained ? travel_profile::response : travel_profile::ordinary;
}

road_user user_of(travel_profile profile) {
  return profile == travel_profile::foot ? road_user::foot : road_user::car;
}

double straight_mps(travel_profile profile) {
  switch (profile) {
    case travel_profile::ordinary:
      return straight_ordinary_mps;
    case travel_profile::response:
      return straight_response_mps;
    case travel_profile::foot:
      return straight_foot_mps;
  }
  return straight_foot_mps;
}

double line_mm(plane_point a, plane_point b) {
  const double dx = static_cast<double>(a.x_mm) - b.x_mm;
  const double dy = static_cast<double>(a.y_mm) - b.y_mm;
  return std::sqrt(dx * dx + dy * dy);
}

std::int64_t rounded(double value) {
  const double half_up = value + 0.5;
  return static_cast<std::int64_t>(half_up);
}

// How far a unit that passed its gates is, or why that is not known.
struct journey {
  const unit_view* unit = nullptr;
  travel_profile profile{};
  std::int64_t time_ms = 0;
  std::int64_t distance_mm = 0;
  bool by_road = false;
  std::optional<gate> failed;
};

class ranking {
 public:
  ranking(const nearest_request& request, const road_graph* roads, nearest_scratch& scratch)
      : request_(request), roads_(roads), scratch_(scratch) {}

  void add(const unit_view& unit) {
    journey j;
    j.unit = &unit;
    j.profile = profile_of(unit, request_.response);
    journeys_.push_back(j);
  }

  // Every journey with a time, or with the gate that it fails; the nearest come first.
  std::vector<journey> rank() {
    for (const travel_profile profile : profiles) {
      travel(profile);
    }
    std::sort(journeys_.begin(), journeys_.end(), [](const journey& a, const journey& b) {
      return std::tuple{a.failed.has_value(), a.time_ms, a.unit->name} <
             std::tuple{b.failed.has_value(), b.time_ms, b.unit->name};
    });
    for (std::size_t i = request_.count; i < journeys_.size(); ++i) {
      journeys_[i].failed = journeys_[i].failed.value_or(gate::slower);
    }
    return std::move(journeys_);
  }

 private:
  void travel(travel_profile profile) {
    std::vector<journey*> on_road;
    scratch_.places.clear();
    std::optional<snapped_place> target;
    if (roads_ != nullptr) {
      target = snap(*roads_, request_.at, off_road_mm_max, user_of(profile));
    }
    for (journey& j : journeys_) {
      if (j.profile != profile) {
        continue;
      }
      const auto place = target ? place_of(j) : std::nullopt;
      if (place) {
        on_road.push_back(&j);
        scratch_.places.push_back(place->place);
      } else {
        go_straight(j);
      }
    }
    if (!on_road.empty()) {
      go_by_road(profile, target->place, on_road);
    }
  }

  std::optional<snapped_place> place_of(const journey& j) const {
    const unit_fix& fix = *j.unit->fix;
    return fix.on_road
               ? fix.on_road
               : snap(*roads_, fix.at, off_road_mm_max, user_of(j.profile), fix.heading_cdeg);
  }

  void go_straight(journey& j) const {
    const double mm = line_mm(j.unit->fix->at, request_.at);
    j.distance_mm = rounded(mm);
    j.time_ms = rounded(mm / straight_mps(j.profile));
  }

  void go_by_road(travel_profile profile, road_place target, const std::vector<journey*>& on_road) {
    const std::uint32_t component = component_of(target);
    for (std::size_t i = 0; i < on_road.size(); ++i) {
      on_road[i]->by_road = true;
      on_road[i]->failed =
          component_of(scratch_.places[i]) == component ? gate::slower : gate::unreachable;
    }
    const auto found = scratch_.search.nearest(
        *roads_, profile, target, scratch_.places, request_.count, travel_time_max.count());
    for (const travel_found& f : found) {
      journey& j = *on_road[f.source];
      j.time_ms = f.time_ms;
      j.distance_mm = f.distance_mm;
      j.failed.reset();
    }
    if (found.size() < request_.count) {  // the search went as far as it may
      for (journey* j : on_road) {
        j->failed = j->failed ? std::optional{gate::unreachable} : std::nullopt;
      }
    }
  }

  std::uint32_t component_of(road_place place) const {
    return roads_->node(roads_->edge(place.edge).tail).component;
  }

  const nearest_request& request_;
  const road_graph* roads_;
  nearest_scratch& scratch_;
  std::vector<journey> journeys_;
};

candidate candidate_of(const journey& j, instant now) {
  const unit_fix& fix = *j.unit->fix;
  const std::int64_t age_ms = std::max<std::int64_t>((now - fix.observed_at).count(), 0);
  const std::int64_t slack_ms =
      age_ms + rounded(std::max(fix.error.value, 0.0) / straight_mps(j.profile) * 1e3);
  candidate c;
  c.unit = j.unit->name;
  c.travel_ms = j.time_ms;
  c.travel_min_ms = std::max<std::int64_t>(j.time_ms - slack_ms, 0);
  c.travel_max_ms = j.time_ms + slack_ms;
  c.distance_m = (j.distance_mm + 500) / 1000;
  c.by_road = j.by_road;
  c.fix_age_ms = age_ms;
  c.status = j.unit->status;
  return c;
}

// A unit passed over, before its reason is put into words.
struct failure {
  const unit_view* unit;
  gate reason;
  std::int64_t line_distance_m;
};

std::string slower_in_words(const suggestion& made) {
  return std::to_string(made.nearest.size()) + " nearer, the last " +
         in_words(duration{made.nearest.back().travel_ms}) + " away";
}

void list_others(std::vector<failure>& failures,
                 const nearest_request& request,
                 instant now,
                 suggestion& made) {
  const auto key = [](const failure& f) {
    return std::tuple{f.line_distance_m < 0, f.line_distance_m, f.unit->name};
  };
  const std::size_t shown = std::min(failures.size(), others_shown_max);
  std::partial_sort(failures.begin(),
                    failures.begin() + static_cast<std::ptrdiff_t>(shown),
                    failures.end(),
                    [&](const failure& a, const failure& b) { return key(a) < key(b); });
  failures.resize(shown);
  for (const failure& f : failures) {
    passed_over p{std::string{f.unit->name}, f.reason, f.line_distance_m, {}};
    if (f.reason == gate::slower) {
      p.detail = made.nearest.empty() ? "none asked for" : slower_in_words(made);
    } else if (f.reason == gate::unreachable) {
      p.detail = "no way there within " + in_words(travel_time_max);
    } else {
      p.detail = failing_value(f.reason, *f.unit, request, now);
    }
    made.others.push_back(std::move(p));
  }
}

}  // namespace

suggestion suggest(std::span<const unit_view> units,
                   const nearest_request& request,
                   const road_graph* roads,
                   const parameters& settings,
                   instant now,
                   nearest_scratch& scratch) {
  suggestion made;
  made.incident = request.incident;
  made.towards_unit = request.towards_unit;
  made.passed_over_by_gate.assign(gate_count, 0);
  std::vector<failure> failures;
  const auto pass_over = [&](const unit_view& unit, gate reason) {
    const std::int64_t line_m = unit.fix ? rounded(line_mm(unit.fix->at, request.at) / 1e3) : -1;
    failures.push_back({&unit, reason, line_m});
    ++made.passed_over_by_gate.at(static_cast<std::size_t>(reason));
  };
  ranking eligible{request, roads, scratch};
  for (const unit_view& unit : units) {
    if (!request.towards_unit.empty() && unit.name == request.towards_unit) {
      continue;
    }
    if (const auto failed = failed_gate(unit, request, settings, now)) {
      pass_over(unit, *failed);
    } else {
      eligible.add(unit);
    }
  }
  for (const journey& j : eligible.rank()) {
    if (j.failed) {
      pass_over(*j.unit, *j.failed);
      continue;
    }
    candidate c = candidate_of(j, now);
    c.equal_to_first =
        !made.nearest.empty() &&
        duration{c.travel_ms - made.nearest.front().travel_ms} <= settings.nearest_equal_within;
    made.nearest.push_back(std::move(c));
  }
  list_others(failures, request, now, made);
  return made;
}

}  // namespace beatwatch
