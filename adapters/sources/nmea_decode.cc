#include "adapters/sources/nmea_decode.h"

#include <algorithm>

namespace beatwatch {
namespace {

constexpr double number_max = 1e9;
constexpr std::string_view modes_with_a_fix = "ADEFPR";

bool has_a_fix(char mode) { return modes_with_a_fix.find(mode) != std::string_view::npos; }

std::optional<double> knots_to_mps(std::optional<double> knots) {
  return knots ? std::optional{*knots * 1852.0 / 3600.0} : std::nullopt;
}

std::optional<double> kmh_to_mps(std::optional<double> kmh) {
  return kmh ? std::optional{*kmh / 3.6} : std::nullopt;
}

nmea_rmc read_rmc(nmea_field_reader& fields) {
  return {.time = fields.time(1),
          .date = fields.date(9),
          .status = fields.word(2, "AV"),
          .at = fields.coordinates(3),
          .speed_mps = knots_to_mps(fields.number(7, 0, number_max)),
          .course_deg = fields.number(8, 0, 360),
          .mag_variation_deg = fields.variation(10),
          .mode = fields.letter(12),
          .nav_status = fields.letter(13)};
}

nmea_gga read_gga(nmea_field_reader& fields) {
  return {.time = fields.time(1),
          .at = fields.coordinates(2),
          .quality = fields.count(6, 99),
          .satellites = fields.count(7, 999),
          .hdop = fields.number(8, 0, number_max),
          .alt_msl_m = fields.number(9, -number_max, number_max),
          .geoid_sep_m = fields.number(11, -number_max, number_max)};
}

nmea_gns read_gns(nmea_field_reader& fields) {
  return {.time = fields.time(1),
          .at = fields.coordinates(2),
          .mode = fields.letters(6),
          .satellites = fields.count(7, 999),
          .hdop = fields.number(8, 0, number_max),
          .alt_msl_m = fields.number(9, -number_max, number_max),
          .geoid_sep_m = fields.number(10, -number_max, number_max),
          .nav_status = fields.letter(13)};
}

nmea_vtg read_vtg(nmea_field_reader& fields) {
  const auto knots = fields.number(5, 0, number_max);
  const auto kmh = fields.number(7, 0, number_max);
  return {.course_deg = fields.number(1, 0, 360),
          .course_magnetic_deg = fields.number(3, 0, 360),
          .speed_mps = knots ? knots_to_mps(knots) : kmh_to_mps(kmh),
          .mode = fields.letter(9)};
}

template <typename Read>
expected<nmea_message, nmea_error> read_message(const nmea_frame& frame,
                                                std::size_t fields_min,
                                                Read read) {
  if (frame.count < fields_min) {
    return unexpected{nmea_error::too_few_fields};
  }
  nmea_field_reader fields{frame};
  nmea_message message{.talker = {frame.fields[0][0], frame.fields[0][1]}, .body = read(fields)};
  if (fields.error()) {
    return unexpected{*fields.error()};
  }
  return message;
}

}  // namespace

expected<nmea_message, nmea_error> decode_nmea(std::string_view line) {
  const auto frame = split_nmea_frame(line);
  if (!frame) {
    return unexpected{frame.error()};
  }
  const std::string_view tag = frame->fields[0];
  // Garmin's $PGRMC is five characters long and ends in RMC.
  const std::string_view type =
      tag.size() == 5 && tag.front() != 'P' ? tag.substr(2) : std::string_view{};
  if (type == "RMC") {
    return read_message(*frame, 12, read_rmc);
  }
  if (type == "GGA") {
    return read_message(*frame, 15, read_gga);
  }
  if (type == "GNS") {
    return read_message(*frame, 13, read_gns);
  }
  if (type == "VTG") {
    return read_message(*frame, 9, read_vtg);
  }
  return unexpected{nmea_error::unsupported_sentence};
}

bool position_valid(const nmea_rmc& rmc) {
  return rmc.at && rmc.status == 'A' && (rmc.mode == 0 || has_a_fix(rmc.mode));
}

bool position_valid(const nmea_gga& gga) {
  return gga.at && gga.quality && *gga.quality >= 1 && *gga.quality <= 6;
}

bool position_valid(const nmea_gns& gns) {
  const std::string_view modes = gns.mode.text();
  return gns.at && std::any_of(modes.begin(), modes.end(), has_a_fix);
}

}  // namespace beatwatch
