#include "adapters/daemon/zone_page.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>

#include "adapters/feeds/feed_encode.h"
#include "adapters/feeds/figures_encode.h"
#include "adapters/feeds/plan_windows.h"
#include "adapters/feeds/residents_sentence.h"
#include "adapters/history/zone_polygons.h"
#include "beatwatch/v1/query.pb.h"
#include "engine/base/interval_set.h"
#include "engine/geo/geos.h"

namespace beatwatch {
namespace {

constexpr duration hour = std::chrono::hours{1};
constexpr double mm_per_m = 1'000.0;
constexpr double square_metre_mm2 = mm_per_m * mm_per_m;

void put_presence(v1::PresenceAnswer& told, v1::ZoneAnswer& out) {
  out.set_sentence(residents_sentence(told));
  out.mutable_visit_list()->Swap(told.mutable_visit_list());
  *out.mutable_presence() = told.presence();
  if (told.has_visits()) {
    *out.mutable_visits() = told.visits();
  }
  *out.mutable_officers() = told.officers();
  out.set_declared_ms(told.declared_ms());
}

void put_plans(const std::vector<plan_changed>& plans,
               const parameters& settings,
               interval day,
               v1::ZoneAnswer& out) {
  for (const plan_changed& plan : plans) {
    if (intersection(plan.valid, day).empty()) {
      continue;
    }
    v1::ZonePlan& to = *out.add_plans();
    plan_to_wire(plan, *to.mutable_plan());
    if (const auto windows = plan_windows(plan, settings, day); !windows) {
      to.set_not_judged(windows.error());
    }
  }
}

// The start of the local hour that holds `t`.
instant hour_of(instant t, const zone_clock& clock) {
  const instant local = clock.to_local(t);
  return t - (local - std::chrono::floor<std::chrono::hours>(local));
}

void put_hours(const place_evidence& evidence, const zone_clock& clock, v1::ZoneAnswer& out) {
  struct sums {
    presence_measure presence;
    std::int64_t red_ms = 0;
  };
  std::map<instant, sums> hours;
  for (const presence_cell& cell : evidence.cells) {
    hours[hour_of(cell.span.from, clock)].presence += cell.presence;
  }
  for (const interval& red : evidence.red) {
    for (instant t = red.from; t < red.to;) {
      const instant start = hour_of(t, clock);
      const instant end = std::min(red.to, start + hour);
      hours[start].red_ms += (end - t).count();
      t = end;
    }
  }
  out.set_hours_from_ms(instant_to_ms(evidence.told.from));
  for (const auto& [start, got] : hours) {
    v1::HourCell& cell = *out.add_hours();
    cell.set_from_ms(instant_to_ms(start));
    measure_to_wire(got.presence, *cell.mutable_presence());
    cell.set_red_ms(got.red_ms);
  }
}

void put_passes(const engine& asked, interval day, v1::ZoneAnswer& out) {
  for (const std::string& gate : out.gates()) {
    v1::GateAnswer passed;
    if (const auto found = asked.gate_passes(gate, day)) {
      gate_to_wire(*found, passed);
      out.mutable_passes()->MergeFrom(passed.passes());
    }
  }
  std::sort(out.mutable_passes()->begin(),
            out.mutable_passes()->end(),
            [](const v1::GatePassed& a, const v1::GatePassed& b) {
              return std::tuple{a.at_ms(), a.gate(), a.unit()} <
                     std::tuple{b.at_ms(), b.gate(), b.unit()};
            });
}

plane_box box_around(const plane_line& line, double ring_mm) {
  plane_box box{line.front(), line.front()};
  const auto ring = static_cast<std::int32_t>(ring_mm);
  for (const plane_point p : line) {
    box.include(plane_point{p.x_mm - ring, p.y_mm - ring});
    box.include(plane_point{p.x_mm + ring, p.y_mm + ring});
  }
  return box;
}

}  // namespace

std::vector<std::string> gates_at(const zone_set& zones, const zone& of, metres hysteresis) {
  const geos shapes;
  const double ring_mm = hysteresis.value * mm_per_m;
  const auto zone_parts = zone_polygons(of.shape);
  std::vector<std::string> names;
  for (const gate_line& gate : zones.gates) {
    if (!box_around(gate.line, ring_mm).meets(of.shape.bounds())) {
      continue;
    }
    const auto around = shapes.around(std::span{&gate.line, 1}, ring_mm);
    const double apart_mm2 = shapes.area_mm2(zone_parts) + shapes.area_mm2(around);
    if (apart_mm2 - shapes.differing_area_mm2(zone_parts, around) > square_metre_mm2) {
      names.push_back(gate.name);
    }
  }
  return names;
}

void make_zone_page(const engine& asked,
                    const parameters& settings,
                    const zone_set& zones,
                    const zone& of,
                    interval day,
                    v1::ZoneAnswer& out) {
  out.set_day_from_ms(instant_to_ms(day.from));
  out.set_day_to_ms(instant_to_ms(day.to));
  if (const auto found = asked.presence(of.name, day)) {
    v1::PresenceAnswer told;
    presence_to_wire(*found, told);
    put_presence(told, out);
  }
  put_plans(asked.plans(of.name), settings, day, out);
  if (const auto evidence =
          asked.zone_evidence_of(of.name, {day.to - settings.presence_retained, day.to})) {
    put_hours(*evidence, settings.clock, out);
    out.set_as_of_ms(instant_to_ms(evidence->window.to));
  }
  for (std::string& gate : gates_at(zones, of, settings.hysteresis)) {
    out.add_gates(std::move(gate));
  }
  put_passes(asked, day, out);
}

}  // namespace beatwatch
