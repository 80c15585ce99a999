#include "engine/visibility/leg_reader.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace beatwatch {
namespace {

// The scale of the plane changes by less than this within the reach of any leg.
constexpr double scale_margin = 1.0001;

// The next leg is looked around for as if it came this much later than it should.
constexpr double late_by = 1.1;

// How far a leg reaches that comes so late, with so large errors.
double expected_reach_m(double cap_mps, const reporting_profile& profile, double errors_mm) {
  return (cap_mps * static_cast<double>(profile.refresh.count()) * late_by + errors_mm) * 1e-3;
}

// What a leg of that length can have touched is within half of it of one of its ends. Of a silence
// only what a leg that comes in time could have touched is read zone by zone.
double look_around_m(const leg& way, const reporting_profile& profile) {
  const double half_m = (prism::reach_m(way) + prism::slack_m) * 0.5;
  return way.beyond_gap ? std::min(half_m,
                                   expected_reach_m(
                                       way.cap_mps, profile, way.from.error_mm + way.to.error_mm) *
                                       0.5)
                        : half_m;
}

// How far it can have gone from the first fix by what it did not report, if it kept to that.
double stay_of(const leg& way,
               std::span<const fix> fixes,
               const reporting_profile& profile,
               double scale) {
  constexpr double anywhere = std::numeric_limits<double>::infinity();
  if (!way.feasible || profile.report_distance.value <= 0.0) {
    return anywhere;
  }
  for (std::size_t i = 0; i < fixes.size(); ++i) {
    if (!fixes[i].would_tell ||
        (i > 0 && fixes[i].observed_at - fixes[i - 1].observed_at > profile.heartbeat)) {
      return anywhere;
    }
  }
  const double stay_m = profile.report_distance.value * scale +
                        static_cast<double>(std::max(way.from.error_mm, way.to.error_mm)) * 1e-3;
  return distance_m(way.from.at, way.to.at) <= stay_m ? stay_m : anywhere;
}

pace pace_of(const leg& way, bool on_foot, const visit_rules& rules) {
  if (way.feasible && on_foot) {
    return pace::on_foot;
  }
  return way.feasible && way.cap_mps == 0.0 ? pace::parked : pace_between(way.from, way.to, rules);
}

double outside_m(const boundary_distance& to) { return std::max(0.0, -to.signed_m); }

}  // namespace

zones_in_force in_force_from(instant from,
                             std::shared_ptr<const zone_set> set,
                             id_map<zone_id>& names) {
  zones_in_force result{from, std::move(set), {}};
  for (const zone& z : result.set->zones) {
    result.ids.push_back(names.intern(z.name));
  }
  return result;
}

const zones_in_force* leg_reader::in_force(instant t) const {
  const auto after =
      std::upper_bound(zones_.begin(), zones_.end(), t, [](instant at, const zones_in_force& z) {
        return at < z.from;
      });
  return after == zones_.begin() ? nullptr : &*(after - 1);
}

leg leg_reader::make_leg(const track& path,
                         std::size_t from,
                         std::size_t to,
                         const held_device& held,
                         const reporting_profile& profile) {
  const auto& fixes = path.fixes();
  leg way{.from = fixes[from], .to = fixes[to]};
  const double scale =
      std::max(plane_->scale_at(way.from.at), plane_->scale_at(way.to.at)) * scale_margin;
  const bool rests = std::all_of(fixes.begin() + static_cast<std::ptrdiff_t>(from),
                                 fixes.begin() + static_cast<std::ptrdiff_t>(to) + 1,
                                 [](const fix& f) { return f.at_rest; });
  // What speaks for a lower cap may be contradicted: it rode.
  const double usual_mps = held.cap_mps * scale;
  const std::array caps_mps{
      rests ? 0.0 : usual_mps, usual_mps, settings_->vehicle_speed_cap_mps * scale};
  const auto* const cap = std::find_if(caps_mps.begin(), caps_mps.end(), [&way](double mps) {
    return reachable(way.from, way.to, mps);
  });
  way.feasible = cap != caps_mps.end();
  way.cap_mps = way.feasible ? *cap : caps_mps.back();
  way.speed = pace_of(way,
                      held.cap_mps <= settings_->foot_speed_cap_mps && cap != &caps_mps.back(),
                      settings_->visits);
  way.stay_m = stay_of(way, std::span{fixes}.subspan(from, to - from + 1), profile, scale);
  unknown_.clear();
  for (std::size_t i = from; i < to; ++i) {
    const instant silent_from = fixes[i].observed_at + profile.gap_limit;
    if (silent_from < fixes[i + 1].observed_at) {
      unknown_.push_back({silent_from, fixes[i + 1].observed_at});
    }
  }
  way.unknown = unknown_;
  way.beyond_gap =
      way.cap_mps > 0.0 && way.to.observed_at - way.from.observed_at > profile.gap_limit;
  way.look_m = look_around_m(way, profile);
  return way;
}

void leg_reader::see(const fix& at,
                     const zones_in_force& zones,
                     double within_m,
                     zone_sight& sight) const {
  sight.at = at.observed_at;
  sight.set = zones.set.get();
  sight.within_m = within_m;
  zones.set->index.near(at.at, metres{within_m}, sight.near);
  sight.handles.assign(sight.near.size(), {});
  sight.handles_good_for = books_->handles_good_for();
}

void leg_reader::prefetch_books(const zone_sight& sight) const {
  if (sight.handles_good_for == books_->handles_good_for()) {
    for (const presence_books::handle at : sight.handles) {
      if (at.known()) {
        books_->prefetch_book(at);
      }
    }
  }
}

void leg_reader::prefetch_lines(const zone_sight& sight) const {
  if (sight.handles_good_for == books_->handles_good_for()) {
    for (const presence_books::handle at : sight.handles) {
      if (at.known()) {
        books_->prefetch_line(at);
      }
    }
  }
}

void leg_reader::extend(const track& path,
                        const held_device& held,
                        const std::optional<held_device>& before,
                        const reporting_profile& profile,
                        zone_sight& sight) {
  const std::size_t last = path.fixes().size() - 1;
  const fix& newest = path.fixes()[last];
  const double expected_m =
      expected_reach_m(held.cap_mps, profile, newest.error_mm + newest.error_mm) * 0.5;
  const auto first = path.good_before(last);
  const zones_in_force* zones = first ? in_force(path.fixes()[*first].observed_at) : nullptr;
  const bool same_unit = before && before->unit == held.unit;
  if (!same_unit || zones == nullptr || zones != in_force(newest.observed_at)) {
    if (before) {
      books_->left_everywhere(held.device);
    }
    if (same_unit && zones != nullptr) {
      reread(path, *first, last, held, profile);
    }
    look(newest, held, true, sight, expected_m);
    return;
  }
  const leg way = make_leg(path, *first, last, held, profile);
  books_->lay_pace(held.device, {way.from.observed_at, way.to.observed_at}, way.speed);
  gates_->read(way, held.device, held.unit, *zones->set);
  const double half_m = way.look_m;
  if (sight.at != way.from.observed_at || sight.set != zones->set.get() ||
      sight.within_m < half_m) {
    see(way.from, *zones, half_m, sight);
  }
  see(newest, *zones, std::max(half_m, expected_m), seen_to_);
  prefetch_lines(sight);
  read(way, *zones, {&sight, &seen_to_}, held, reading::newest);
  std::swap(sight, seen_to_);
}

void leg_reader::reread(const track& path,
                        std::size_t from,
                        std::size_t to,
                        const held_device& held,
                        const reporting_profile& profile) {
  const fix& end = path.fixes()[to];
  const zones_in_force* zones = in_force(path.fixes()[from].observed_at);
  if (zones != nullptr) {
    const leg way = make_leg(path, from, to, held, profile);
    books_->lay_pace(held.device, {way.from.observed_at, way.to.observed_at}, way.speed);
    gates_->read(way, held.device, held.unit, *zones->set);
    const double half_m = way.look_m;
    see(way.from, *zones, half_m, seen_from_);
    see(way.to, *zones, half_m, seen_to_);
    read(way, *zones, {&seen_from_, &seen_to_}, held, reading::earlier);
  }
  if (zones != in_force(end.observed_at)) {
    look(end, held, false, seen_to_, 0.0);
  }
}

void leg_reader::follow(const track& path,
                        std::size_t from,
                        std::size_t to,
                        const held_device& held,
                        const reporting_profile& profile,
                        std::span<const path_part> along) {
  const zones_in_force* zones = in_force(path.fixes()[from].observed_at);
  if (zones == nullptr) {
    return;
  }
  leg way = make_leg(path, from, to, held, profile);
  way.along = along;
  const double half_m = way.look_m;
  see(way.from, *zones, half_m, seen_from_);
  see(way.to, *zones, half_m, seen_to_);
  read(way, *zones, {&seen_from_, &seen_to_}, held, reading::way);
}

void leg_reader::look(
    const fix& at, const held_device& held, bool newest, zone_sight& sight, double within_m) {
  const zones_in_force* zones = in_force(at.observed_at);
  if (zones == nullptr) {
    sight = {};
    return;
  }
  see(at, *zones, within_m, sight);
  for (const near_area& n : sight.near) {
    if (n.to.signed_m >= 0.0) {
      books_->ping_inside(
          books_->find(held.unit, held.device, zones->ids[n.area]), at.observed_at, newest);
    }
  }
}

// Pairs what is near the two ends. Sights may be wider than the leg needs, according to what came
// before it: that decides nothing.
void leg_reader::meet_zones(const leg& way,
                            const zones_in_force& zones,
                            ends seen,
                            const held_device& held) {
  met_.clear();
  const double half_m = way.look_m;
  const double reach_m = prism::reach_m(way) + prism::slack_m;
  const auto& near_from = seen.from->near;
  const auto& near_to = seen.to->near;
  const bool handles_known = seen.from->handles_good_for == books_->handles_good_for();
  std::size_t a = 0;
  std::size_t b = 0;
  while (a < near_from.size() || b < near_to.size()) {
    const bool has_a =
        a < near_from.size() && (b == near_to.size() || near_from[a].area <= near_to[b].area);
    const bool has_b =
        b < near_to.size() && (a == near_from.size() || near_to[b].area <= near_from[a].area);
    met_zone met{.place = has_a ? near_from[a].area : near_to[b].area};
    if (has_a && handles_known) {
      met.at = seen.from->handles[a];
    }
    met.keep = has_b ? &seen.to->handles[b] : nullptr;
    met.from = has_a ? &near_from[a++].to : nullptr;
    met.to = has_b ? &near_to[b++].to : nullptr;
    const bool near_an_end =
        (has_a && outside_m(*met.from) <= half_m) || (has_b && outside_m(*met.to) <= half_m);
    if (!near_an_end) {
      continue;
    }
    if (!has_a || !has_b) {
      const double known_m = outside_m(has_a ? *met.from : *met.to);
      const double other_beyond_m = has_a ? seen.to->within_m : seen.from->within_m;
      if (way.feasible && known_m + other_beyond_m > reach_m) {
        continue;
      }
    }
    if (!met.at.known()) {
      books_->prefetch_find(held.unit, zones.ids[met.place]);
    }
    met_.push_back(met);
  }
}

// Whether reading it will look at edges, as far as that is plain without them.
bool leg_reader::looks_at_edges(const met_zone& met, double chord_m) const {
  return met.from == nullptr || met.to == nullptr ||
         outside_m(*met.from) + outside_m(*met.to) <= chord_m + 2.0 * settings_->hysteresis.value;
}

// In two steps, so that what the first asks for has arrived when the second reads it.
void leg_reader::prefetch_shapes(const leg& way, const zone_set& set) const {
  const double chord_m = distance_m(way.from.at, way.to.at);
  for (const met_zone& met : met_) {
    if (looks_at_edges(met, chord_m)) {
      prefetch_bytes(&set.zones[met.place].shape, sizeof(area));
    }
  }
  for (const met_zone& met : met_) {
    if (looks_at_edges(met, chord_m)) {
      set.zones[met.place].shape.prefetch_edges();
    }
  }
}

void leg_reader::read(
    const leg& way, const zones_in_force& zones, ends seen, const held_device& held, reading as) {
  meet_zones(way, zones, seen, held);
  prefetch_shapes(way, *zones.set);
  const interval within{way.from.observed_at, way.to.observed_at};
  const bool at_end = as == reading::newest;
  for (const met_zone& met : met_) {
    const area& shape = zones.set->zones[met.place].shape;
    const boundary_distance from =
        met.from != nullptr ? *met.from : shape.distance(way.from.at, *met.to);
    const boundary_distance to = met.to != nullptr ? *met.to : shape.distance(way.to.at, *met.from);
    runs_.clear();
    prism_.read(way, shape, from, to, runs_);
    const bool inside = to.signed_m >= 0.0;
    const bool left = at_end && !inside && from.signed_m >= 0.0;
    if (runs_.empty() && !inside && !left) {
      continue;
    }
    const presence_books::handle at =
        met.at.known() ? met.at : books_->find(held.unit, held.device, zones.ids[met.place]);
    if (met.keep != nullptr) {
      *met.keep = at;
    }
    if (as == reading::way) {
      books_->lay_again(at, within, runs_);
      continue;
    }
    if (!runs_.empty()) {
      books_->lay(at, within, runs_, at_end);
    }
    if (inside) {
      books_->ping_inside(at, way.to.observed_at, at_end);
    } else if (left) {
      books_->left(at);
    }
  }
  if (way.beyond_gap && as != reading::way) {
    books_->fall_silent(held.device,
                        {.unit = held.unit,
                         .from = way.from,
                         .to = way.to,
                         .cap_mps = way.cap_mps,
                         .feasible = way.feasible});
  }
}

}  // namespace beatwatch
