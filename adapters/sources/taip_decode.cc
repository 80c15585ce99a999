#include "adapters/sources/taip_decode.h"

#include <algorithm>
#include <array>

#include "adapters/sources/hexadecimal.h"

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, taip_error_count> labels{"no_start_delimiter",
                                                                "no_end_delimiter",
                                                                "bad_checksum_field",
                                                                "checksum_mismatch",
                                                                "truncated",
                                                                "not_a_response",
                                                                "unsupported_message",
                                                                "bad_length",
                                                                "bad_field",
                                                                "out_of_range"};

constexpr std::array<std::string_view, 5> kinds{"RPV", "RCP", "RLN", "RAL", "REV"};
constexpr std::array<std::size_t, 5> lengths{
    30, 22, 65, 17, 37};  // of a long one, without satellites
constexpr std::size_t satellite_length = 4;
constexpr std::size_t satellites_at = 51;

constexpr std::uint32_t ms_of_day = 86'400'000;
constexpr double mps_per_mph = 0.44704;
constexpr double m_per_ft = 0.3048;

unsigned exclusive_or(std::string_view text) {
  unsigned sum = 0;
  for (const char c : text) {
    sum ^= static_cast<unsigned char>(c);
  }
  return sum;
}

/// Reads fields of fixed width one behind the other; remembers whether one was not what it should.
class field_reader {
 public:
  explicit field_reader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool failed() const { return failed_; }

  std::int64_t digits(std::size_t width) {
    std::int64_t value = 0;
    for (const char c : take(width)) {
      failed_ = failed_ || c < '0' || c > '9';
      value = value * 10 + (c - '0');
    }
    return value;
  }

  /// A sign and `width - 1` digits.
  std::int64_t signed_digits(std::size_t width) {
    const std::string_view sign = take(1);
    failed_ = failed_ || (sign != "+" && sign != "-");
    const std::int64_t magnitude = digits(width - 1);
    return sign == "-" ? -magnitude : magnitude;
  }

  std::string_view take(std::size_t width) {
    const std::string_view field = rest_.substr(0, width);
    failed_ = failed_ || field.size() < width;
    rest_.remove_prefix(field.size());
    return field;
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

/// Coordinates that are given in units of 1e-7 degree times `scale`.
std::optional<position> coordinates(std::int64_t lat, std::int64_t lon, std::int64_t scale) {
  const std::int64_t lat_e7 = lat * scale;
  const std::int64_t lon_e7 = lon * scale;
  if (std::max(lat_e7, -lat_e7) > 900'000'000 || std::max(lon_e7, -lon_e7) > 1'800'000'000) {
    return std::nullopt;
  }
  return position{.lat_e7 = static_cast<std::int32_t>(lat_e7),
                  .lon_e7 = static_cast<std::int32_t>(lon_e7)};
}

/// What stands in degrees and could not be kept otherwise.
struct raw_coordinates {
  std::int64_t lat = 0;
  std::int64_t lon = 0;
  std::int64_t scale = 0;  ///< 0: the message has none
};

void read_position(field_reader& fields, taip_report& report, raw_coordinates& at) {
  report.time_of_day_ms = static_cast<std::uint32_t>(fields.digits(5) * 1'000);
  at = {.lat = fields.signed_digits(8), .lon = fields.signed_digits(9), .scale = 100};
  report.speed_mps = static_cast<double>(fields.digits(3)) * mps_per_mph;
  report.heading_deg = static_cast<double>(fields.digits(3));
}

void read_compact(field_reader& fields, taip_report& report, raw_coordinates& at) {
  report.time_of_day_ms = static_cast<std::uint32_t>(fields.digits(5) * 1'000);
  at = {.lat = fields.signed_digits(7), .lon = fields.signed_digits(8), .scale = 1'000};
}

void read_long(field_reader& fields, taip_report& report, raw_coordinates& at) {
  report.time_of_day_ms = static_cast<std::uint32_t>(fields.digits(8));
  at = {.lat = fields.signed_digits(10), .lon = fields.signed_digits(11), .scale = 1};
  report.altitude_m = static_cast<double>(fields.signed_digits(9)) * 0.01 * m_per_ft;
  report.speed_mps = static_cast<double>(fields.digits(4)) * 0.1 * mps_per_mph;
  report.vertical_speed_mps = static_cast<double>(fields.signed_digits(5)) * 0.1 * mps_per_mph;
  report.heading_deg = static_cast<double>(fields.digits(4)) * 0.1;
  report.satellites = static_cast<int>(fields.digits(2));
  for (int i = 0; i < *report.satellites; ++i) {
    fields.digits(satellite_length);
  }
  fields.take(10);  // reserved
}

void read_altitude(field_reader& fields, taip_report& report) {
  report.time_of_day_ms = static_cast<std::uint32_t>(fields.digits(5) * 1'000);
  report.altitude_m = static_cast<double>(fields.signed_digits(6));
  report.vertical_speed_mps = static_cast<double>(fields.signed_digits(4)) * mps_per_mph;
}

void read_event(field_reader& fields, taip_report& report, raw_coordinates& at) {
  const auto number = static_cast<int>(fields.digits(2));
  const auto week = static_cast<int>(fields.digits(4));
  const auto day = static_cast<int>(fields.digits(1));
  report.event = {.number = number, .gps_week = week, .day_of_week = day};
  read_position(fields, report, at);
}

/// How long the data of this message has to be.
std::size_t length_of(taip_kind kind, std::string_view data) {
  const std::size_t length = lengths.at(static_cast<std::size_t>(kind));
  if (kind != taip_kind::long_navigation || data.size() < length) {
    return length;
  }
  field_reader count{data.substr(satellites_at)};
  const auto satellites = static_cast<std::size_t>(count.digits(2));
  return count.failed() ? data.size() : length + satellite_length * satellites;
}

std::optional<taip_error> read_data(std::string_view data, taip_report& report) {
  if (data.size() != length_of(report.kind, data)) {
    return taip_error::bad_length;
  }
  field_reader fields{data};
  raw_coordinates at;
  switch (report.kind) {
    case taip_kind::position:
      read_position(fields, report, at);
      break;
    case taip_kind::compact_position:
      read_compact(fields, report, at);
      break;
    case taip_kind::long_navigation:
      read_long(fields, report, at);
      break;
    case taip_kind::altitude:
      read_altitude(fields, report);
      break;
    case taip_kind::event:
      read_event(fields, report, at);
      break;
  }
  report.fix_source = static_cast<int>(fields.digits(1));
  report.age = static_cast<int>(fields.digits(1));
  const bool of_no_week = report.event && report.event->day_of_week > 6;
  if (fields.failed() || report.time_of_day_ms >= ms_of_day || of_no_week) {
    return taip_error::bad_field;
  }
  if (at.scale != 0) {
    report.at = coordinates(at.lat, at.lon, at.scale);
    if (!report.at) {
      return taip_error::out_of_range;
    }
  }
  return std::nullopt;
}

/// `frame` without its delimiters, behind which no checksum stands any more.
void read_parts(std::string_view parts, taip_report& report) {
  while (!parts.empty()) {
    const auto end = std::min(parts.find(';'), parts.size());
    const std::string_view part = parts.substr(0, end);
    parts.remove_prefix(std::min(end + 1, parts.size()));
    if (part.starts_with("ID=")) {
      report.vehicle_id = part.substr(3);
    } else if (part.starts_with('#')) {
      report.sequence = part.substr(1);
    }
  }
}

/// Takes the checksum off the end of `frame`, which starts with '>' and is without its '<'.
expected<taip_checksum, taip_error> take_checksum(std::string_view& frame) {
  const auto at = frame.rfind(";*");
  if (at == std::string_view::npos) {
    return taip_checksum::absent;
  }
  const auto stated = hex_to_octet(frame.substr(at + 2));
  if (!stated) {
    return unexpected{taip_error::bad_checksum_field};
  }
  const unsigned without_star = exclusive_or(frame.substr(0, at + 1));
  const unsigned with_star = without_star ^ static_cast<unsigned>('*');
  frame = frame.substr(0, at);
  if (*stated == with_star) {
    return taip_checksum::with_star;
  }
  if (*stated == without_star) {
    return taip_checksum::without_star;
  }
  return unexpected{taip_error::checksum_mismatch};
}

}  // namespace

std::string_view to_string(taip_error error) { return labels.at(static_cast<std::size_t>(error)); }

std::string_view to_string(taip_kind kind) { return kinds.at(static_cast<std::size_t>(kind)); }

expected<taip_report, taip_error> decode_taip(std::string_view text) {
  const auto begin = text.find('>');
  if (begin == std::string_view::npos) {
    return unexpected{taip_error::no_start_delimiter};
  }
  const auto end = text.find('<', begin);
  if (end == std::string_view::npos) {
    return unexpected{taip_error::no_end_delimiter};
  }
  std::string_view frame = text.substr(begin, end - begin);
  const auto checksum = take_checksum(frame);
  if (!checksum) {
    return unexpected{checksum.error()};
  }
  frame.remove_prefix(1);
  const auto semicolon = std::min(frame.find(';'), frame.size());
  const std::string_view body = frame.substr(0, semicolon);
  if (body.size() < 3) {
    return unexpected{taip_error::truncated};
  }
  if (body.front() != 'R') {
    return unexpected{taip_error::not_a_response};
  }
  const auto* const kind = std::find(kinds.begin(), kinds.end(), body.substr(0, 3));
  if (kind == kinds.end()) {
    return unexpected{taip_error::unsupported_message};
  }
  taip_report report{.kind = static_cast<taip_kind>(kind - kinds.begin()), .checksum = *checksum};
  if (const auto error = read_data(body.substr(3), report)) {
    return unexpected{*error};
  }
  read_parts(frame.substr(semicolon), report);
  return report;
}

std::optional<stream_cut> cut_taip(std::string_view received) {
  const auto begin = received.find('>');
  if (begin != 0) {
    return cut_noise(std::min(begin, received.size()));
  }
  const auto end = received.find('<');
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  return stream_cut{.begin = 0, .end = end + 1, .next = end + 1};
}

}  // namespace beatwatch
