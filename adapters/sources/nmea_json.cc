#include "adapters/sources/nmea_json.h"

#include "adapters/sources/nmea_tag_block.h"
#include "adapters/sources/record_json.h"
#include "adapters/sources/rfc3339.h"
#include "engine/base/overloaded.h"

namespace beatwatch {
namespace {

using nlohmann::ordered_json;

ordered_json letter_or_null(char letter) {
  return letter != 0 ? ordered_json(std::string(1, letter)) : ordered_json(nullptr);
}

std::string time_of_day(const nmea_time& time) {
  const auto digits = [](unsigned value, std::size_t width) {
    std::string text = std::to_string(value);
    return text.insert(0, width - text.size(), '0');
  };
  return digits(time.hour, 2) + ":" + digits(time.minute, 2) + ":" + digits(time.second, 2) + "." +
         digits(time.millisecond, 3);
}

ordered_json time_of_day_or_null(const std::optional<nmea_time>& time) {
  return time ? ordered_json(time_of_day(*time)) : ordered_json(nullptr);
}

ordered_json time_utc(const nmea_rmc& rmc) {
  if (!rmc.time || !rmc.date) {
    return nullptr;
  }
  return format_rfc3339(*rmc.date).substr(0, 10) + "T" + time_of_day(*rmc.time) + "Z";
}

void add_position_or_null(ordered_json& line, const std::optional<position>& at) {
  line["lat_deg"] = at ? ordered_json(at->lat_e7 / 1e7) : ordered_json(nullptr);
  line["lon_deg"] = at ? ordered_json(at->lon_e7 / 1e7) : ordered_json(nullptr);
}

/// What GGA and GNS share.
template <typename Fix>
void add_fix_data(ordered_json& line, const Fix& fix) {
  line["satellites"] = or_null(fix.satellites);
  line["hdop"] = or_null(fix.hdop);
  line["alt_msl_m"] = or_null(fix.alt_msl_m);
  line["geoid_sep_m"] = or_null(fix.geoid_sep_m);
}

void add(ordered_json& line, const nmea_rmc& rmc) {
  line["time_utc"] = time_utc(rmc);
  line["status"] = rmc.status != 0 ? std::string(1, rmc.status) : std::string{};
  add_position_or_null(line, rmc.at);
  line["speed_mps"] = or_null(rmc.speed_mps);
  line["course_deg"] = or_null(rmc.course_deg);
  line["mag_variation_deg"] = or_null(rmc.mag_variation_deg);
  line["mode"] = letter_or_null(rmc.mode);
  line["nav_status"] = letter_or_null(rmc.nav_status);
  line["position_valid"] = position_valid(rmc);
}

void add(ordered_json& line, const nmea_gga& gga) {
  line["time_of_day"] = time_of_day_or_null(gga.time);
  add_position_or_null(line, gga.at);
  line["quality"] = or_null(gga.quality);
  add_fix_data(line, gga);
  line["position_valid"] = position_valid(gga);
}

void add(ordered_json& line, const nmea_gns& gns) {
  line["time_of_day"] = time_of_day_or_null(gns.time);
  add_position_or_null(line, gns.at);
  line["mode"] = gns.mode.text();
  add_fix_data(line, gns);
  line["nav_status"] = letter_or_null(gns.nav_status);
  line["position_valid"] = position_valid(gns);
}

void add(ordered_json& line, const nmea_vtg& vtg) {
  line["course_deg"] = or_null(vtg.course_deg);
  line["course_magnetic_deg"] = or_null(vtg.course_magnetic_deg);
  line["speed_mps"] = or_null(vtg.speed_mps);
  line["mode"] = letter_or_null(vtg.mode);
}

ordered_json message_json(const nmea_message& message) {
  const std::string_view sentence = std::visit(overloaded{[](const nmea_rmc&) { return "RMC"; },
                                                          [](const nmea_gga&) { return "GGA"; },
                                                          [](const nmea_gns&) { return "GNS"; },
                                                          [](const nmea_vtg&) { return "VTG"; }},
                                               message.body);
  ordered_json line{{"sentence", sentence},
                    {"talker", std::string(message.talker.begin(), message.talker.end())}};
  std::visit([&line](const auto& body) { add(line, body); }, message.body);
  return line;
}

}  // namespace

std::string nmea_json(const nmea_message& message) { return message_json(message).dump(); }

std::string nmea_line_json(std::string_view line) {
  const auto tagged = decode_tag_block(line);
  if (!tagged) {
    return error_json(to_string(tagged.error()));
  }
  const auto message = decode_nmea(tagged->sentence);
  if (!message) {
    return error_json(to_string(message.error()));
  }
  ordered_json json = message_json(*message);
  if (!tagged->source.empty()) {
    json["tag_source"] = tagged->source;
  }
  if (tagged->time) {
    json["tag_time_utc"] = format_rfc3339(*tagged->time);
  }
  return json.dump();
}

}  // namespace beatwatch
