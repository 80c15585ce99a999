#include "tests/support/shift_builder.h"

#include <cmath>

namespace beatwatch {
namespace {

constexpr std::int64_t start_ms = 1'772'834'400'000;  // 2026-03-06T22:00:00Z

plane_point on_plane(double x_m, double y_m) {
  return {static_cast<std::int32_t>(std::lround(x_m * 1e3)),
          static_cast<std::int32_t>(std::lround(y_m * 1e3))};
}

}  // namespace

shift_builder::shift_builder() {
  settings_.plane = {.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0};
  settings_.clock.changes = {{instant::min(), 0}};
  settings_.profiles = {{.source = ""}};
}

void shift_builder::add_zone(const std::string& name,
                             double x0,
                             double y0,
                             double x1,
                             double y1,
                             std::vector<red_window> red,
                             const std::string& kind) {
  zones_.push_back(zone{
      .name = name,
      .kind = kind,
      .valid_from = {},
      .levels = {},
      .red_windows = std::move(red),
      .shape = area{
          {plane_ring{on_plane(x0, y0), on_plane(x1, y0), on_plane(x1, y1), on_plane(x0, y1)}}}});
}

void shift_builder::add_gate(const std::string& name,
                             const std::vector<std::pair<double, double>>& line_m) {
  gate_line& gate = gates_.emplace_back(gate_line{.name = name, .levels = {}, .line = {}});
  for (const auto& [x_m, y_m] : line_m) {
    gate.line.push_back(on_plane(x_m, y_m));
  }
}

void shift_builder::add_unit(const std::string& unit,
                             const std::string& device,
                             unit_kind kind,
                             std::vector<std::string> skills,
                             std::string vehicle) {
  roster_.push_back({.unit = unit,
                     .device = device,
                     .kind = kind,
                     .person_ref = {},
                     .skills = std::move(skills),
                     .vehicle = std::move(vehicle),
                     .home_zone = {},
                     .duty = {at(-3600), at(12 * 3600)}});
}

instant shift_builder::at(double seconds) {
  return ms_to_instant(start_ms + static_cast<std::int64_t>(std::llround(seconds * 1e3)));
}

position shift_builder::place(double x_m, double y_m) const {
  return local_plane{settings_.plane}.unproject(on_plane(x_m, y_m));
}

event shift_builder::ping_event(
    const std::string& device, double x_m, double y_m, double observed_s, double received_s) const {
  return {at(received_s),
          "avl",
          0,
          ping{.device = device, .observed_at = at(observed_s), .at = place(x_m, y_m)}};
}

event shift_builder::tick_event(double received_s) { return {at(received_s), "clock", 0, tick{}}; }

std::shared_ptr<const zone_set> shift_builder::zones(const std::string& hash) const {
  return std::make_shared<const zone_set>(zones_, hash, zone_index_reach, gates_);
}

engine shift_builder::make_engine() const {
  engine made{settings_};
  made.offer(zones("drawn"));
  return made;
}

std::vector<change> shift_builder::run(engine& e,
                                       const std::vector<event>& events,
                                       double until_s) const {
  std::vector<change> changes;
  const auto apply = [&](const event& one) { e.apply({&one, 1}, changes); };
  for (const roster_entry& entry : roster_) {
    apply({at(-1), "rota", 0, roster_changed{entry}});
  }
  apply({at(-1), "zones", 0, zones_activated{"drawn", at(-7200)}});
  const auto tick_until = [&](instant t) {
    for (auto due = e.next_deadline(); due && *due < t; due = e.next_deadline()) {
      apply({std::max(*due, at(-1)), "clock", 0, tick{}});
    }
  };
  for (const event& one : events) {
    tick_until(one.received_at);
    apply(one);
  }
  tick_until(at(until_s));
  return changes;
}

}  // namespace beatwatch
