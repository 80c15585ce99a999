#include "adapters/journal/parameters_codec.h"

#include <utility>

#include "adapters/journal/digest.h"
#include "engine/base/archive.h"
#include "engine/model/incident.h"

namespace beatwatch {

template <class Archive>
void fields(Archive& a, zone_clock::offset_change& c) {
  a(c.from, c.offset_s);
}

template <class Archive>
void fields(Archive& a, force_shift& s) {
  a(s.name, s.start_minute, s.end_minute);
}

template <class Archive>
void fields(Archive& a, reporting_profile& p) {
  a(p.source, p.refresh, p.gap_limit, p.merge_gap, p.fix_error, p.time_error, p.rest);
  a(p.report_distance, p.heartbeat, p.keeps_to_roads);
}

template <class Archive>
void fields(Archive& a, parameters& p) {
  // A parameter that is added and forgotten here does not compile.
  auto& [plane,
         clock,
         policing_day_start_minute,
         shifts,
         vehicle_speed_cap_mps,
         foot_speed_cap_mps,
         accuracy_factor,
         poor_fix_error,
         horizon,
         future_limit,
         hysteresis,
         profiles,
         visits,
         station_kinds,
         publish_interval,
         presence_retained,
         nearest_count,
         nearest_fix_age_max,
         nearest_status_age_max,
         nearest_equal_within,
         stale_after] = p;
  a(plane.at, plane.scale, clock.changes, clock.public_holidays, policing_day_start_minute, shifts);
  a(vehicle_speed_cap_mps, foot_speed_cap_mps);
  a(accuracy_factor, poor_fix_error, horizon, future_limit, hysteresis, profiles);
  a(visits, station_kinds);
  a(publish_interval, presence_retained);
  a(nearest_count, nearest_fix_age_max, nearest_status_age_max, nearest_equal_within, stale_after);
}

std::vector<std::byte> parameters_to_bytes(const parameters& settings) {
  std::vector<std::byte> bytes;
  byte_writer writer{bytes};
  writer(settings);
  return bytes;
}

std::optional<parameters> bytes_to_parameters(std::span<const std::byte> bytes) {
  parameters settings;
  byte_reader reader{bytes};
  reader(settings);
  return reader.ok() && reader.at_end() ? std::optional{std::move(settings)} : std::nullopt;
}

artifact parameters_to_artifact(const parameters& settings) {
  std::vector<std::byte> bytes = parameters_to_bytes(settings);
  return {.hash = to_hex(sha256({bytes})), .kind = "parameters", .content = std::move(bytes)};
}

}  // namespace beatwatch
