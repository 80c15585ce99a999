#include "replay/nmea_encode.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string_view>

namespace beatwatch {
namespace {

std::string with_checksum(std::string_view body) {
  unsigned sum = 0;
  for (const char c : body) {
    sum ^= static_cast<unsigned char>(c);
  }
  std::array<char, 4> digits{};
  static_cast<void>(std::snprintf(digits.data(), digits.size(), "*%02X", sum));
  return std::string{body} + digits.data();
}

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  if (text.size() < width) {
    text.insert(0, width - text.size(), '0');
  }
  return text;
}

// Degrees and minutes with six decimals: 1e-7 degree is 6e-6 minutes.
std::string angle_text(std::int64_t e7, std::size_t degree_digits, char positive, char negative) {
  constexpr std::int64_t one_degree = 10'000'000;
  constexpr std::int64_t minute_e6 = 1'000'000;
  const std::int64_t magnitude = e7 < 0 ? -e7 : e7;
  const std::int64_t minutes_e6 = magnitude % one_degree * 6;
  return padded(magnitude / one_degree, degree_digits) + padded(minutes_e6 / minute_e6, 2) + '.' +
         padded(minutes_e6 % minute_e6, 6) + ',' + (e7 < 0 ? negative : positive);
}

// Knots with three decimals: 1 knot is 1852/3600 m/s.
std::string knots_text(std::uint32_t cmps) {
  const std::int64_t thousandths = (std::int64_t{cmps} * 36'000 + 926) / 1'852;
  return std::to_string(thousandths / 1'000) + '.' + padded(thousandths % 1'000, 3);
}

}  // namespace

std::string encode_rmc(const ping& seen) {
  const auto day = std::chrono::floor<std::chrono::days>(seen.observed_at);
  const std::chrono::year_month_day date{day};
  const std::int64_t ms = (seen.observed_at - day).count();
  std::string body = "GPRMC," + padded(ms / 3'600'000, 2) + padded(ms / 60'000 % 60, 2) +
                     padded(ms / 1'000 % 60, 2) + '.' + padded(ms % 1'000, 3) + ",A," +
                     angle_text(seen.at.lat_e7, 2, 'N', 'S') + ',' +
                     angle_text(seen.at.lon_e7, 3, 'E', 'W') + ',';
  body += seen.speed_cmps ? knots_text(*seen.speed_cmps) : "";
  body += ',';
  if (seen.heading_cdeg) {
    body += std::to_string(*seen.heading_cdeg / 100) + '.' + padded(*seen.heading_cdeg % 100, 2);
  }
  body += ',' + padded(static_cast<unsigned>(date.day()), 2) +
          padded(static_cast<unsigned>(date.month()), 2) +
          padded(static_cast<int>(date.year()) % 100, 2) + ",,,A";
  return '\\' + with_checksum("s:" + seen.device) + "\\$" + with_checksum(body) + "\r\n";
}

}  // namespace beatwatch
