#include "replay/taip_encode.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdint>

namespace beatwatch {

std::string encode_taip(const ping& seen) {
  constexpr double cmps_per_tenth_mph = 4.4704;
  const auto day = std::chrono::floor<std::chrono::days>(seen.observed_at);
  const std::int64_t ms_of_day = (seen.observed_at - day).count();
  const auto speed = std::lround(seen.speed_cmps.value_or(0) / cmps_per_tenth_mph);
  const auto heading = std::lround(seen.heading_cdeg.value_or(0) / 10.0) % 3'600;
  std::string frame =
      fmt::format(">RLN{:08}{:+010}{:+011}+00000000{:04}+0000{:04}00{:010}12;ID={};*",
                  ms_of_day,
                  seen.at.lat_e7,
                  seen.at.lon_e7,
                  speed,
                  heading,
                  0,
                  seen.device);
  unsigned sum = 0;
  for (const char c : frame) {
    sum ^= static_cast<unsigned char>(c);
  }
  return frame + fmt::format("{:02X}<", sum);
}

}  // namespace beatwatch
