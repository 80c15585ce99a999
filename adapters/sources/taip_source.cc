#include "adapters/sources/taip_source.h"

#include <utility>

#include "adapters/sources/ping_fields.h"
#include "adapters/sources/taip_decode.h"
#include "adapters/sources/time_of_day.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

constexpr std::string_view unnamed = "0000";
constexpr int age_old = 1;
constexpr int source_degraded = 8;
constexpr double unknown_m = 1e9;

instant observed_at(const taip_report& report, instant received_at, duration clock_ahead) {
  const duration of_day{report.time_of_day_ms};
  return (report.event
              ? gps_week_to_instant(report.event->gps_week, report.event->day_of_week) + of_day
              : nearest_time_of_day(received_at + clock_ahead, of_day)) -
         clock_ahead;
}

expected<ping, intake_reason> to_ping(const taip_report& report,
                                      instant received_at,
                                      duration clock_ahead) {
  if (!report.at) {
    return unexpected{intake_reason::no_position};
  }
  if (!position_valid(report)) {
    return unexpected{intake_reason::no_fix};
  }
  ping made{.at = *report.at};
  if (const auto reason = set_observed(observed_at(report, received_at, clock_ahead), made)) {
    return unexpected{*reason};
  }
  if (const auto reason = set_motion(report.speed_mps, report.heading_deg, made)) {
    return unexpected{*reason};
  }
  if (report.age == age_old || report.fix_source == source_degraded) {
    made.accuracy_cm = accuracy_cm_of_metres(unknown_m);
  }
  return made;
}

}  // namespace

std::string taip_source::take(std::string_view peer,
                              std::string_view message,
                              instant received_at,
                              std::vector<ping>& pings) {
  std::string_view rest = message;
  bool found = false;
  while (const auto cut = cut_taip(rest)) {
    if (!cut->noise) {
      found = true;
      take_frame(peer, rest.substr(cut->begin, cut->end - cut->begin), received_at, pings);
    }
    rest.remove_prefix(cut->next);
  }
  if (!rest.empty() || !found) {
    take_frame(peer, rest, received_at, pings);  // for what is wrong with it
  }
  return {};
}

void taip_source::take_frame(std::string_view peer,
                             std::string_view frame,
                             instant received_at,
                             std::vector<ping>& pings) {
  const auto report = decode_taip(frame);
  if (!report) {
    counts_.count(reason_of(report.error()), peer, frame, received_at);
    return;
  }
  std::string device = device_of(*report, peer);
  auto made = to_ping(*report, received_at, settings_.clock_ahead);
  if (!made) {
    if (!hear(made.error(), device)) {
      counts_.count(made.error(), peer, frame, received_at, device);
    }
    return;
  }
  if (!is_name(device)) {
    counts_.count(intake_reason::bad_device_name, peer, frame, received_at, device);
    return;
  }
  made->device = std::move(device);
  pings.push_back(std::move(*made));
}

std::string taip_source::device_of(const taip_report& report, std::string_view peer) const {
  if (const auto configured = configured_device(settings_.peers, peer)) {
    return *configured;
  }
  const bool named = !report.vehicle_id.empty() && report.vehicle_id != unnamed;
  return named ? std::string{report.vehicle_id} : device_of_peer(settings_.peers, peer);
}

}  // namespace beatwatch
