#include "adapters/sources/nmea_fields.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace beatwatch {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

int two_digits(std::string_view digits, std::size_t at) {
  return (digits[at] - '0') * 10 + (digits[at + 1] - '0');
}

/// An unsigned decimal number cut at its point.
struct decimal {
  std::string_view whole;
  std::string_view fraction;  ///< without the point
};

/// `digits` or `digits.digits`; at most 9 decimals.
std::optional<decimal> split_decimal(std::string_view text) {
  const auto point = text.find('.');
  const decimal parts{
      .whole = text.substr(0, point),
      .fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1)};
  const bool well_formed = !parts.whole.empty() && all_digits(parts.whole) &&
                           all_digits(parts.fraction) && parts.fraction.size() <= 9 &&
                           (point == std::string_view::npos || !parts.fraction.empty());
  return well_formed ? std::optional{parts} : std::nullopt;
}

/// The first `places` decimals as a whole number, filled with zeros.
std::int64_t decimals(std::string_view fraction, std::size_t places) {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < places; ++i) {
    value = value * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  }
  return value;
}

std::optional<double> parse_number(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
  }
  const std::string_view magnitude = text.starts_with('-') ? text.substr(1) : text;
  // Also keeps "inf", "nan" and exponents out.
  if (magnitude.empty() || !std::all_of(magnitude.begin(), magnitude.end(), [](char c) {
        return is_digit(c) || c == '.';
      })) {
    return std::nullopt;
  }
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  return failure == std::errc{} && stop == end ? std::optional{value} : std::nullopt;
}

}  // namespace

void nmea_field_reader::note(nmea_error error) { error_ = std::min(error_.value_or(error), error); }

std::optional<nmea_time> nmea_field_reader::time(std::size_t i) {
  const std::string_view text = frame_.field(i);
  if (text.empty()) {
    return std::nullopt;
  }
  const auto parts = split_decimal(text);
  if (!parts || parts->whole.size() != 6) {
    note(nmea_error::bad_time);
    return std::nullopt;
  }
  const int hour = two_digits(parts->whole, 0);
  const int minute = two_digits(parts->whole, 2);
  const int second = two_digits(parts->whole, 4);
  if (hour > 23 || minute > 59 || second > 60) {
    note(nmea_error::bad_time);
    return std::nullopt;
  }
  return nmea_time{.hour = static_cast<std::uint8_t>(hour),
                   .minute = static_cast<std::uint8_t>(minute),
                   .second = static_cast<std::uint8_t>(second),
                   .millisecond = static_cast<std::uint16_t>(decimals(parts->fraction, 3))};
}

std::optional<std::chrono::sys_days> nmea_field_reader::date(std::size_t i) {
  const std::string_view text = frame_.field(i);
  if (text.empty()) {
    return std::nullopt;
  }
  if (text.size() != 6 || !all_digits(text)) {
    note(nmea_error::bad_date);
    return std::nullopt;
  }
  const int year = two_digits(text, 4);
  const std::chrono::year_month_day date{
      std::chrono::year{year >= 80 ? 1900 + year : 2000 + year},
      std::chrono::month{static_cast<unsigned>(two_digits(text, 2))},
      std::chrono::day{static_cast<unsigned>(two_digits(text, 0))}};
  if (!date.ok()) {
    note(nmea_error::bad_date);
    return std::nullopt;
  }
  return std::chrono::sys_days{date};
}

char nmea_field_reader::word(std::size_t i, std::string_view words) {
  const std::string_view text = frame_.field(i);
  if (text.empty()) {
    return 0;
  }
  if (text.size() != 1 || words.find(text.front()) == std::string_view::npos) {
    note(nmea_error::bad_status);
    return 0;
  }
  return text.front();
}

char nmea_field_reader::letter(std::size_t i) { return word(i, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"); }

nmea_letters nmea_field_reader::letters(std::size_t i) {
  const std::string_view text = frame_.field(i);
  if (text.size() > nmea_letters::size_max || !std::all_of(text.begin(), text.end(), is_upper)) {
    note(nmea_error::bad_status);
    return {};
  }
  nmea_letters read{.size = static_cast<std::uint8_t>(text.size())};
  std::copy(text.begin(), text.end(), read.letters.begin());
  return read;
}

std::optional<std::int64_t> nmea_field_reader::angle_e7(std::size_t i,
                                                        std::string_view hemispheres,
                                                        int degrees_max) {
  const auto parts = split_decimal(frame_.field(i));
  if (!parts || parts->whole.size() > 5) {
    note(nmea_error::bad_coordinate);
    return std::nullopt;
  }
  std::array<char, 5> padded{'0', '0', '0', '0', '0'};
  std::copy_backward(parts->whole.begin(), parts->whole.end(), padded.end());
  const std::string_view whole{padded.data(), padded.size()};
  const int degrees = (whole[0] - '0') * 100 + two_digits(whole, 1);
  const int minutes = two_digits(whole, 3);
  if (minutes >= 60) {
    note(nmea_error::bad_coordinate);
    return std::nullopt;
  }
  const std::int64_t minutes_e9 = minutes * 1'000'000'000LL + decimals(parts->fraction, 9);
  if (degrees > degrees_max || (degrees == degrees_max && minutes_e9 > 0)) {
    note(nmea_error::out_of_range);
    return std::nullopt;
  }
  const std::string_view hemisphere = frame_.field(i + 1);
  if (hemisphere.size() != 1 || hemispheres.find(hemisphere.front()) == std::string_view::npos) {
    note(nmea_error::bad_hemisphere);
    return std::nullopt;
  }
  const std::int64_t magnitude = degrees * 10'000'000LL + (minutes_e9 + 3'000) / 6'000;
  return hemisphere.front() == hemispheres.front() ? magnitude : -magnitude;
}

std::optional<position> nmea_field_reader::coordinates(std::size_t i) {
  const auto absent = [&](std::size_t part) { return frame_.field(i + part).empty(); };
  if (absent(0) && absent(1) && absent(2) && absent(3)) {
    return std::nullopt;
  }
  if (absent(0) || absent(1) || absent(2) || absent(3)) {
    note(nmea_error::bad_coordinate);
    return std::nullopt;
  }
  const auto lat = angle_e7(i, "NS", 90);
  const auto lon = angle_e7(i + 2, "EW", 180);
  if (!lat || !lon) {
    return std::nullopt;
  }
  return position{.lat_e7 = static_cast<std::int32_t>(*lat),
                  .lon_e7 = static_cast<std::int32_t>(*lon)};
}

std::optional<double> nmea_field_reader::number(std::size_t i, double min, double max) {
  const std::string_view text = frame_.field(i);
  if (text.empty()) {
    return std::nullopt;
  }
  const auto value = parse_number(text);
  if (!value || *value < min || *value > max) {
    note(nmea_error::bad_number);
    return std::nullopt;
  }
  return value;
}

std::optional<int> nmea_field_reader::count(std::size_t i, int max) {
  const std::string_view text = frame_.field(i);
  if (text.empty()) {
    return std::nullopt;
  }
  int value = 0;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!all_digits(text) || failure != std::errc{} || value > max) {
    note(nmea_error::bad_number);
    return std::nullopt;
  }
  return value;
}

std::optional<double> nmea_field_reader::variation(std::size_t i) {
  const auto magnitude = number(i, 0, 180);
  const std::string_view direction = frame_.field(i + 1);
  if (direction.empty()) {
    return std::nullopt;
  }
  if (direction != "E" && direction != "W") {
    note(nmea_error::bad_hemisphere);
    return std::nullopt;
  }
  return magnitude && direction == "W" ? -*magnitude : magnitude;
}

}  // namespace beatwatch
