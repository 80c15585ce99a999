#include "engine/on_roads.h"

#include <algorithm>
#include <map>
#include <vector>

#include "engine/roads/roads_to_area.h"
#include "engine/state.h"
#include "engine/visibility/reach_time.h"

namespace beatwatch {
namespace {

// The scale of the plane changes by less than this within the reach of any leg.
constexpr double scale_margin = 1.001;

double cap_mpms_at(const state& s, plane_point at) {
  return s.settings.vehicle_speed_cap_mps * s.plane.scale_at(at) * scale_margin * 1e-3;
}

/// Ways along the roads in force to a zone, as it was drawn at different times.
class ways_to_zone {
 public:
  ways_to_zone(const state& s, const std::string& zone, double limit_m)
      : s_(&s), zone_(&zone), limit_m_(limit_m) {}

  /// Null: the zone was not in force.
  const roads_to_area* at(instant t) {
    const zones_in_force* const in_force = s_->legs.in_force(t);
    const auto place = in_force == nullptr ? std::nullopt : in_force->set->find(*zone_);
    if (!place) {
      return nullptr;
    }
    const auto known = by_set_.find(in_force->from);
    return known != by_set_.end() ? &known->second
                                  : &by_set_
                                         .try_emplace(in_force->from,
                                                      *s_->roads,
                                                      in_force->set->zones[*place].shape,
                                                      s_->settings.hysteresis.value,
                                                      limit_m_)
                                         .first->second;
  }

 private:
  const state* s_;
  const std::string* zone_;
  double limit_m_;
  std::map<instant, roads_to_area> by_set_;
};

template <typename Visit>
void for_each_leg(const track& path, interval within, Visit&& visit) {
  const fix* before = nullptr;
  for (const fix& next : path.fixes()) {
    if (next.standing != fix_standing::good) {
      continue;
    }
    if (before != nullptr && before->observed_at < within.to && next.observed_at > within.from) {
      visit(*before, next);
    }
    before = &next;
  }
}

double longest_leg_m(const state& s, const track& path, interval within) {
  double longest_m = 0.0;
  for_each_leg(path, within, [&](const fix& from, const fix& to) {
    const auto ms = static_cast<double>((to.observed_at - from.observed_at).count());
    longest_m = std::max(longest_m, cap_mpms_at(s, from.at) * ms);
  });
  return longest_m;
}

// When it can have been there along roads.
std::vector<interval> times_by_road(const state& s,
                                    const track& path,
                                    interval within,
                                    ways_to_zone& ways) {
  std::vector<interval> times;
  for_each_leg(path, within, [&](const fix& from, const fix& to) {
    const roads_to_area* const way = ways.at(from.observed_at);
    const auto there_m = way ? way->from(from.at, from.error_mm) : std::nullopt;
    const auto back_m = way ? way->from(to.at, to.error_mm) : std::nullopt;
    interval time{from.observed_at, to.observed_at};
    if (there_m && back_m) {
      const double cap_mpms = std::max(cap_mpms_at(s, from.at), cap_mpms_at(s, to.at));
      const std::int64_t dt_ms = time.length().count();
      time = {from.observed_at + duration{ms_to_cover(*there_m, cap_mpms, dt_ms)},
              to.observed_at - duration{ms_to_cover(*back_m, cap_mpms, dt_ms)}};
    }
    if (!time.empty()) {
      times.push_back(time);
    }
  });
  return times;
}

// Without what is merely possible outside `times`.
presence_line narrowed(const presence_line& line,
                       interval within,
                       const std::vector<interval>& times) {
  presence_line kept;
  line.for_each_run(within, [&](const presence_line::run& r) {
    if (r.level != presence_level::possible && r.level != presence_level::near) {
      kept.append(r);
      return;
    }
    for (const interval& time : times) {
      const interval both = intersection({r.from, r.to}, time);
      if (!both.empty()) {
        kept.append({both.from, both.to, r.level});
      }
    }
  });
  return kept;
}

}  // namespace

std::optional<std::int64_t> at_most_on_roads(const state& s,
                                             const std::string& zone,
                                             interval window) {
  const auto id = s.zone_names.find(zone);
  if (!id || s.roads == nullptr || window.from < s.books.settled_to()) {
    return std::nullopt;
  }
  std::vector<told_device> told = s.books.told_by_devices(*id, window);
  const auto keeps = [&s](const told_device& by) {
    return s.profile_of(s.devices[by.device.value]).keeps_to_roads;
  };
  double limit_m = 0.0;
  for (const told_device& by : told) {
    if (keeps(by)) {
      limit_m = std::max(limit_m, longest_leg_m(s, s.devices[by.device.value].path, window));
    }
  }
  ways_to_zone ways{s, zone, limit_m};
  std::vector<const presence_line*> lines;
  for (told_device& by : told) {
    if (keeps(by)) {
      const track& path = s.devices[by.device.value].path;
      by.line = narrowed(by.line, window, times_by_road(s, path, window, ways));
    }
    lines.push_back(&by.line);
  }
  return measure(combine(lines, window), window).at_most_ms;
}

}  // namespace beatwatch
