#include "adapters/sources/taip_json.h"

#include "adapters/sources/record_json.h"
#include "adapters/sources/rfc3339.h"
#include "adapters/sources/taip_decode.h"
#include "adapters/sources/time_of_day.h"

namespace beatwatch {
namespace {

using nlohmann::ordered_json;

std::string_view word_for(taip_checksum checksum) {
  switch (checksum) {
    case taip_checksum::with_star:
      return "with_star";
    case taip_checksum::without_star:
      return "without_star";
    case taip_checksum::absent:
      break;
  }
  return "absent";
}

void add_event(ordered_json& json, const taip_report& report) {
  json["event"] = report.event->number;
  json["gps_week"] = report.event->gps_week;
  json["day_of_week"] = report.event->day_of_week;
  const instant at = gps_week_to_instant(report.event->gps_week, report.event->day_of_week) +
                     duration{report.time_of_day_ms};
  const std::string text = format_rfc3339(at);
  json["time_gps"] = report.time_of_day_ms % 1'000 == 0 ? text.substr(0, 19) + "Z" : text;
}

}  // namespace

std::string taip_json(std::string_view text) {
  const auto report = decode_taip(text);
  if (!report) {
    return error_json(to_string(report.error()));
  }
  ordered_json json{{"message", to_string(report->kind)}};
  if (report->event) {
    add_event(json, *report);
  }
  json["gps_time_of_day_s"] = report->time_of_day_ms / 1e3;
  if (report->at) {
    add_position(json, *report->at);
  }
  add_if(json, "alt_msl_m", report->altitude_m);
  add_if(json, "speed_mps", report->speed_mps);
  add_if(json, "vertical_speed_mps", report->vertical_speed_mps);
  add_if(json, "heading_deg", report->heading_deg);
  add_if(json, "satellites_used", report->satellites);
  json["fix_source"] = report->fix_source;
  json["age_code"] = report->age;
  json["position_valid"] = position_valid(*report);
  json["checksum"] = word_for(report->checksum);
  if (!report->vehicle_id.empty()) {
    json["vehicle_id"] = report->vehicle_id;
  }
  if (!report->sequence.empty()) {
    json["sequence"] = report->sequence;
  }
  return record_line(json);
}

}  // namespace beatwatch
