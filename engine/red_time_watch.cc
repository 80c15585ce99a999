#include "engine/red_time_watch.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "engine/alerts/alarm_timing.h"
#include "engine/alerts/red_time_risk.h"
#include "engine/sector.h"
#include "engine/state.h"
#include "engine/suggest.h"
#include "engine/visibility/minute.h"

namespace beatwatch {
namespace {

constexpr duration looked_ahead = std::chrono::hours{24};

struct short_zone {
  const zone* shown = nullptr;
  red_time_stand stand;
};

// The red time of a zone that runs or comes next, at most a day away.
interval red_time_of(state& s, zone_id id) {
  auto& known = s.red_times.of_zone;
  if (known.size() <= id.value) {
    known.resize(id.value + 1);
  }
  interval& red = known[id.value];
  if (s.now >= red.to) {
    red = {s.now + looked_ahead, s.now + looked_ahead};
    for (const interval& part : s.books.red(id, {s.now - looked_ahead, red.to})) {
      if (part.to > s.now) {
        red = part;
        break;
      }
    }
  }
  return red;
}

bool somebody_there(const state& s, const area& shape) {
  return std::any_of(s.units.begin(), s.units.end(), [&shape](const unit_state& u) {
    return u.last && !u.stale && shape.contains(u.last->in_plane.at);
  });
}

plane_point middle_of(const plane_box& box) {
  const auto half = [](std::int32_t a, std::int32_t b) {
    return static_cast<std::int32_t>((std::int64_t{a} + b) / 2);
  };
  return {half(box.low.x_mm, box.high.x_mm), half(box.low.y_mm, box.high.y_mm)};
}

// Zones that it is worth while to look at now, by sector; says when to look again.
std::map<std::string, std::vector<short_zone>> short_zones(state& s,
                                                           const zones_in_force& in_force) {
  std::map<std::string, std::vector<short_zone>> by_sector;
  instant next = instant::max();
  for (std::size_t place = 0; place < in_force.ids.size(); ++place) {
    const zone& shown = in_force.set->zones[place];
    if (shown.red_windows.empty()) {
      continue;
    }
    const zone_id id = in_force.ids[place];
    red_time_stand stand{red_time_of(s, id), {}, s.settings.visits.dose};
    if (worth_a_look_from(stand) <= s.now) {
      stand.got = duration{s.books.ledger(id).sum({stand.red.from, s.now}).red.about_ms};
    }
    next = std::min(next, std::max(worth_a_look_from(stand), minute_mark(s.now) + minute));
    if (stand.red.contains(s.now) && missing(stand) > duration{0} &&
        worth_a_look_from(stand) <= s.now) {
      by_sector[sector_of(shown)].push_back({&shown, stand});
    }
  }
  s.red_times.next_look = next;
  return by_sector;
}

struct zone_to_save {
  zone_at_risk risk;
  std::vector<candidate> nearest;
};

// Those of a sector whose time runs out first; empty where nobody is free.
std::vector<zone_to_save> zones_to_save(const state& s,
                                        const std::vector<short_zone>& zones,
                                        const units_now& units) {
  std::vector<zone_to_save> found;
  for (const short_zone& z : zones) {
    if (somebody_there(s, z.shown->shape)) {
      continue;
    }
    auto nearest = nearest_free(s, units, middle_of(z.shown->shape.bounds()), red_time_units);
    if (nearest.empty()) {
      break;
    }
    const duration travel{nearest.front().travel_ms};
    if (auto risk = at_risk(z.shown->name, z.stand, travel, s.now)) {
      found.push_back({std::move(*risk), std::move(nearest)});
    }
  }
  std::sort(found.begin(), found.end(), [](const zone_to_save& a, const zone_to_save& b) {
    return std::tie(a.risk.leave_by, a.risk.zone) < std::tie(b.risk.leave_by, b.risk.zone);
  });
  return found;
}

}  // namespace

std::vector<alarm_cause> red_zones_at_risk(state& s) {
  std::vector<alarm_cause> causes;
  const zones_in_force* const in_force = s.legs.in_force(s.now);
  if (in_force == nullptr) {
    s.red_times.next_look = instant::max();
    return causes;
  }
  const auto by_sector = short_zones(s, *in_force);
  if (by_sector.empty()) {
    return causes;
  }
  const units_now units{s};
  for (const auto& [sector, zones] : by_sector) {
    auto to_save = zones_to_save(s, zones, units);
    if (to_save.empty()) {
      continue;
    }
    alarm_cause& cause = causes.emplace_back();
    cause.key = {alarm_rule::red_time, sector};
    cause.sector = sector;
    cause.nearest = std::move(to_save.front().nearest);
    for (std::size_t i = 0; i < std::min(to_save.size(), red_zones_told); ++i) {
      cause.zones.push_back(std::move(to_save[i].risk));
    }
  }
  return causes;
}

}  // namespace beatwatch
