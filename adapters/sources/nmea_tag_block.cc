#include "adapters/sources/nmea_tag_block.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/nmea_frame.h"

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, nmea_tag_error_count> labels{"tag_not_closed",
                                                                    "tag_bad_character",
                                                                    "tag_missing_checksum",
                                                                    "tag_bad_checksum_field",
                                                                    "tag_checksum_mismatch",
                                                                    "tag_bad_field",
                                                                    "tag_bad_time"};

constexpr std::int64_t first_in_milliseconds = 100'000'000'000;  // as seconds: the year 5138

std::optional<instant> parse_time(std::string_view digits) {
  std::int64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, failure] = std::from_chars(digits.data(), end, value);
  if (digits.empty() || digits.size() > 13 || digits.front() == '-' || failure != std::errc{} ||
      stop != end) {
    return std::nullopt;
  }
  return ms_to_instant(value >= first_in_milliseconds ? value : value * 1'000);
}

/// Reads `letter:value,letter:value` into `line`.
std::optional<nmea_tag_error> read_fields(std::string_view body, nmea_tagged_line& line) {
  bool source_seen = false;
  for (bool more = true; more;) {
    const auto comma = body.find(',');
    more = comma != std::string_view::npos;
    const std::string_view field = body.substr(0, comma);
    body.remove_prefix(more ? comma + 1 : body.size());
    if (field.size() < 3 || field[1] != ':') {
      return nmea_tag_error::tag_bad_field;
    }
    const std::string_view value = field.substr(2);
    if (field.front() == 's') {
      if (source_seen) {
        return nmea_tag_error::tag_bad_field;
      }
      source_seen = true;
      line.source = value;
    } else if (field.front() == 'c') {
      if (line.time) {
        return nmea_tag_error::tag_bad_field;
      }
      line.time = parse_time(value);
      if (!line.time) {
        return nmea_tag_error::tag_bad_time;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(nmea_tag_error error) {
  return labels.at(static_cast<std::size_t>(error));
}

expected<nmea_tagged_line, nmea_tag_error> decode_tag_block(std::string_view line) {
  if (!line.starts_with('\\')) {
    return nmea_tagged_line{.sentence = line};
  }
  const auto close = line.substr(0, nmea_tag_block_max).find('\\', 1);
  if (close == std::string_view::npos) {
    return unexpected{nmea_tag_error::tag_not_closed};
  }
  const std::string_view block = line.substr(1, close - 1);
  if (std::any_of(block.begin(), block.end(), [](char c) { return c < 32 || c > 126; })) {
    return unexpected{nmea_tag_error::tag_bad_character};
  }
  const auto star = block.find('*');
  if (star == std::string_view::npos) {
    return unexpected{nmea_tag_error::tag_missing_checksum};
  }
  const auto stated = hex_to_octet(block.substr(star + 1));
  if (!stated) {
    return unexpected{nmea_tag_error::tag_bad_checksum_field};
  }
  const std::string_view body = block.substr(0, star);
  if (*stated != nmea_checksum(body)) {
    return unexpected{nmea_tag_error::tag_checksum_mismatch};
  }
  nmea_tagged_line tagged{.sentence = line.substr(close + 1)};
  if (const auto error = read_fields(body, tagged)) {
    return unexpected{*error};
  }
  return tagged;
}

}  // namespace beatwatch
