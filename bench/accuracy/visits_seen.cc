#include <algorithm>
#include <map>
#include <string>
#include <variant>

#include "bench/accuracy/cell.h"
#include "bench/accuracy/measures.h"
#include "engine/engine.h"
#include "engine/model/zone.h"

namespace beatwatch {
namespace {

constexpr duration shortest_stay = std::chrono::minutes{2};
constexpr duration longest_stay = std::chrono::minutes{3};

struct stay {
  tile where;
  interval when;
};

std::vector<stay> stays_of(const std::vector<path_part>& way, interval when) {
  std::vector<stay> all;
  std::size_t part = 0;
  const duration step{1'000};
  for (instant t = when.from; t < when.to; t += step) {
    const tile here = tile_of(place_at(way, t, part));
    if (all.empty() || all.back().where != here) {
      all.push_back({here, {t, t}});
    }
    all.back().when.to = t + step;
  }
  std::erase_if(all, [](const stay& s) {
    const duration length = s.when.to - s.when.from;
    return length < shortest_stay || length > longest_stay;
  });
  return all;
}

std::string name_of(tile t) { return std::to_string(t.first) + "/" + std::to_string(t.second); }

std::shared_ptr<const zone_set> zones_of(const std::vector<stay>& stays) {
  std::map<std::string, zone> zones;
  for (const stay& s : stays) {
    const std::int32_t west = s.where.first * tile_mm;
    const std::int32_t south = s.where.second * tile_mm;
    const plane_ring ring{{west, south},
                          {west + tile_mm, south},
                          {west + tile_mm, south + tile_mm},
                          {west, south + tile_mm}};
    zones.try_emplace(name_of(s.where),
                      zone{.name = name_of(s.where),
                           .kind = "micro_beat",
                           .valid_from = {},
                           .levels = {},
                           .red_windows = {},
                           .shape = area{{ring}}});
  }
  std::vector<zone> all;
  for (auto& [name, z] : zones) {
    all.push_back(std::move(z));
  }
  return std::make_shared<const zone_set>(std::move(all), "tiles");
}

parameters settings(const plane_origin& plane, double noise_m) {
  parameters p;
  p.plane = plane;
  p.clock.changes = {{instant::min(), 0}};
  p.profiles = {
      {.source = "radio", .refresh = std::chrono::seconds{30}, .fix_error = metres{3.0 * noise_m}}};
  return p;
}

std::vector<visit_changed> visits_of(const std::vector<match_fix>& fixes,
                                     const std::shared_ptr<const zone_set>& zones,
                                     const parameters& p) {
  engine e{p};
  e.offer(zones);
  const local_plane plane{p.plane};
  const instant before = patrol_start - std::chrono::minutes{1};
  std::vector<event> events{
      {before,
       "rota",
       0,
       roster_changed{{.unit = "U",
                       .device = "D",
                       .kind = unit_kind::foot,
                       .person_ref = {},
                       .skills = {},
                       .vehicle = {},
                       .home_zone = {},
                       .duty = {before, patrol_start + std::chrono::hours{4}}}}},
      {before, "zones", 0, zones_activated{"tiles", before}}};
  for (const match_fix& f : fixes) {
    events.push_back({f.observed_at,
                      "radio",
                      0,
                      ping{.device = "D",
                           .observed_at = f.observed_at,
                           .at = plane.unproject(f.at),
                           .accuracy_cm = {},
                           .speed_cmps = {},
                           .heading_cdeg = {},
                           .trigger = ping_trigger::interval,
                           .ignition = {},
                           .moving = {}}});
  }
  events.push_back({patrol_start + patrol_length + std::chrono::hours{1}, "clock", 0, tick{}});
  std::vector<change> changes;
  e.apply(events, changes);
  std::map<std::uint64_t, visit_changed> latest;
  for (const change& c : changes) {
    if (const auto* v = std::get_if<visit_changed>(&c.body)) {
      latest.insert_or_assign(v->id, *v);
    }
  }
  std::vector<visit_changed> visits;
  for (auto& [id, v] : latest) {
    if (v.state != visit_state::withdrawn) {
      visits.push_back(v);
    }
  }
  return visits;
}

}  // namespace

visits_seen see_visits(const street_map& map, double noise_m, int patrols, std::uint64_t seed) {
  visits_seen sum;
  for (int i = 0; i < patrols; ++i) {
    const std::uint64_t of_patrol = seed + static_cast<std::uint64_t>(i);
    for (const auto style : {patrol_style::purposeful, patrol_style::wander, patrol_style::loop}) {
      random_stream random{of_patrol, 2'000 + static_cast<std::uint64_t>(style)};
      const auto truth = patrol(map,
                                road_user::foot,
                                style,
                                random_stream{of_patrol, 7 + static_cast<std::uint64_t>(style)});
      const double phase_s = 30.0 * random.unit();
      const auto fixes = listen(
          truth, {.refresh_s = 30.0, .phase_s = phase_s, .noise_m = noise_m, .loss = 0.05}, random);
      const auto stays = stays_of(truth, {fixes.front().observed_at, fixes.back().observed_at});
      if (stays.empty()) {
        continue;
      }
      const auto visits = visits_of(fixes, zones_of(stays), settings(map.roads->origin(), noise_m));
      for (const stay& s : stays) {
        ++sum.stays;
        sum.seen += std::any_of(visits.begin(), visits.end(), [&](const visit_changed& v) {
          return v.zone == name_of(s.where) && v.span.from < s.when.to && v.span.to > s.when.from;
        });
      }
    }
  }
  return sum;
}

}  // namespace beatwatch
