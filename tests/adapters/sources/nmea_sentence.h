#pragma once
#include <string>
#include <string_view>

#include "adapters/sources/nmea_frame.h"

namespace beatwatch {

/// `$body*hh` with the checksum that belongs to it.
inline std::string nmea_sentence(const std::string& body) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const unsigned sum = nmea_checksum(body);
  return "$" + body + "*" + digits[sum / 16] + digits[sum % 16];
}

/// `\body*hh\` with the checksum that belongs to it.
inline std::string nmea_tag(const std::string& body) {
  return "\\" + nmea_sentence(body).substr(1) + "\\";
}

}  // namespace beatwatch
