#include "bench/support/load_shift.h"

#include <string>
#include <utility>
#include <vector>

namespace beatwatch {

parameters load_settings() {
  parameters p;
  p.plane = load_origin();
  p.clock.changes = {{instant::min(), 0}};
  p.profiles = {{.source = "avl", .refresh = std::chrono::seconds{5}}};
  return p;
}

std::shared_ptr<const zone_set> load_zones(std::size_t count) {
  std::vector<zone> all;
  for (area& shape : load_areas(count)) {
    all.push_back({.name = "Z" + std::to_string(100'000 + all.size()),
                   .kind = "micro_beat",
                   .valid_from = {},
                   .levels = {},
                   .red_windows = {},
                   .shape = std::move(shape)});
  }
  return std::make_shared<const zone_set>(std::move(all), "load");
}

event load_ping(const load_fix& fix, instant at) {
  return {at,
          "avl",
          0,
          ping{.device = "D" + std::to_string(fix.unit),
               .observed_at = at,
               .at = fix.at,
               .accuracy_cm = {},
               .speed_cmps = {},
               .heading_cdeg = {},
               .trigger = ping_trigger::interval,
               .ignition = {},
               .moving = {}}};
}

engine load_engine(const parameters& settings, std::shared_ptr<const zone_set> zones) {
  engine e{settings};
  e.offer(std::move(zones));
  std::vector<event> facts;
  for (std::uint32_t u = 0; u < load_units; ++u) {
    facts.push_back(
        {load_time(-10),
         "rota",
         0,
         roster_changed{{.unit = "U" + std::to_string(u),
                         .device = "D" + std::to_string(u),
                         .kind = unit_kind::car,
                         .person_ref = {},
                         .skills = {},
                         .vehicle = "car",
                         .home_zone = {},
                         .duty = {load_time(-3600), load_time(-3600) + std::chrono::days{7}}}}});
  }
  facts.push_back({load_time(-10), "zones", 0, zones_activated{"load", load_time(-3600)}});
  std::vector<change> changes;
  e.apply(facts, changes);
  return e;
}

}  // namespace beatwatch
