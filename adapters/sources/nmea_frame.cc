#include "adapters/sources/nmea_frame.h"

#include <algorithm>

#include "adapters/sources/hexadecimal.h"

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, nmea_error_count> labels{"line_too_long",
                                                                "no_start_delimiter",
                                                                "bad_character",
                                                                "missing_checksum",
                                                                "bad_checksum_field",
                                                                "checksum_mismatch",
                                                                "unsupported_sentence",
                                                                "too_few_fields",
                                                                "bad_time",
                                                                "bad_date",
                                                                "bad_status",
                                                                "bad_coordinate",
                                                                "out_of_range",
                                                                "bad_hemisphere",
                                                                "bad_number"};

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n')) {
    line.remove_suffix(1);
  }
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

// Fields are short: to look at each character is quicker than to search for the next comma.
nmea_frame split_fields(std::string_view body) {
  nmea_frame frame;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= body.size(); ++i) {
    if (i < body.size() && body[i] != ',') {
      continue;
    }
    if (frame.count < nmea_frame::fields_max) {
      frame.fields.at(frame.count) = body.substr(begin, i - begin);
    }
    ++frame.count;
    begin = i + 1;
  }
  return frame;
}

}  // namespace

std::string_view to_string(nmea_error error) { return labels.at(static_cast<std::size_t>(error)); }

std::uint8_t nmea_checksum(std::string_view body) {
  unsigned sum = 0;
  for (const char c : body) {
    sum ^= static_cast<unsigned char>(c);
  }
  return static_cast<std::uint8_t>(sum);
}

expected<nmea_frame, nmea_error> split_nmea_frame(std::string_view line) {
  line = without_line_end(line);
  if (line.size() > nmea_line_max) {
    return unexpected{nmea_error::line_too_long};
  }
  if (!line.starts_with('$')) {
    return unexpected{nmea_error::no_start_delimiter};
  }
  line.remove_prefix(1);
  if (std::any_of(line.begin(), line.end(), [](char c) { return c < 32 || c > 126 || c == '$'; })) {
    return unexpected{nmea_error::bad_character};
  }
  const auto star = line.find('*');
  if (star == std::string_view::npos) {
    return unexpected{nmea_error::missing_checksum};
  }
  const auto stated = hex_to_octet(line.substr(star + 1));
  if (!stated) {
    return unexpected{nmea_error::bad_checksum_field};
  }
  const std::string_view body = line.substr(0, star);
  if (*stated != nmea_checksum(body)) {
    return unexpected{nmea_error::checksum_mismatch};
  }
  return split_fields(body);
}

}  // namespace beatwatch
