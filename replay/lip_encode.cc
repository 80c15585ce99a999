#include "replay/lip_encode.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>

#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/lip_values.h"

namespace beatwatch {
namespace {

constexpr std::uint32_t velocity_unknown = 127;
constexpr std::uint32_t uncertainty_best_effort = 63;

/// Writes fields most significant bit first; the last octet is filled with zeros.
class bit_writer {
 public:
  void write(std::uint32_t value, unsigned bits) {
    for (unsigned bit = bits; bit > 0; --bit, ++size_) {
      if (size_ % 8 == 0) {
        octets_.push_back('\0');
      }
      const unsigned set = value >> (bit - 1) & 1U;
      octets_.back() =
          static_cast<char>(static_cast<unsigned char>(octets_.back()) | set << (7 - size_ % 8));
    }
  }
  [[nodiscard]] const std::string& octets() const { return octets_; }

 private:
  std::string octets_;
  std::size_t size_ = 0;
};

/// In units of 360 degrees / 2^25, two's complement.
std::uint32_t angle_code(std::int32_t e7, unsigned bits) {
  const double units = std::round(e7 * 33'554'432.0 / 3.6e9);
  const double limit = std::ldexp(1.0, static_cast<int>(bits) - 1);
  const auto code = static_cast<std::int32_t>(std::fmin(units, limit - 1));
  return static_cast<std::uint32_t>(code) & ((1U << bits) - 1);
}

std::uint32_t velocity_code(const std::optional<std::uint32_t>& speed_cmps) {
  if (!speed_cmps) {
    return velocity_unknown;
  }
  std::uint32_t nearest = 0;
  for (std::uint32_t code = 1; lip_speed_mps(code); ++code) {
    const auto off = [&](std::uint32_t each) {
      return std::abs(*lip_speed_mps(each) - *speed_cmps / 100.0);
    };
    nearest = off(code) < off(nearest) ? code : nearest;
  }
  return nearest;
}

std::uint32_t uncertainty_code(const std::optional<std::uint32_t>& accuracy_cm) {
  std::uint32_t code = 0;
  while (accuracy_cm && code < uncertainty_best_effort &&
         lip_uncertainty_m(code).value_or(0) < *accuracy_cm / 50.0) {
    ++code;
  }
  return accuracy_cm ? code : uncertainty_best_effort;
}

std::uint32_t reason_code(ping_trigger trigger) {
  switch (trigger) {
    case ping_trigger::power:
      return 0;
    case ping_trigger::emergency:
      return 2;
    case ping_trigger::status:
      return 4;
    case ping_trigger::request:
      return 32;
    case ping_trigger::interval:
      return 129;
    case ping_trigger::distance:
      return 130;
    case ping_trigger::unknown:
      break;
  }
  return 20;  // user application
}

std::uint32_t ssi_of(const std::string& device) {
  std::uint32_t ssi = 0;
  const char* const end = device.data() + device.size();
  const auto [stop, failure] = std::from_chars(device.data(), end, ssi);
  if (failure != std::errc{} || stop != end || ssi > 0xFF'FFFF) {
    throw std::runtime_error("device \"" + device +
                             "\": a radio that speaks LIP has a number of 24 bits for a name");
  }
  return ssi;
}

}  // namespace

std::string encode_lip(const ping& seen) {
  const auto day = std::chrono::floor<std::chrono::days>(seen.observed_at);
  const std::chrono::hh_mm_ss time{
      std::chrono::floor<std::chrono::seconds>(seen.observed_at - day)};
  const bool circle = seen.accuracy_cm.has_value();
  bit_writer out;
  out.write(0x0A, 8);  // protocol identifier
  out.write(1, 2);     // extended message
  out.write(3, 4);     // long location report
  out.write(2, 2);     // time of position
  out.write(unsigned{std::chrono::year_month_day{day}.day()}, 5);
  out.write(static_cast<std::uint32_t>(time.hours().count()), 5);
  out.write(static_cast<std::uint32_t>(time.minutes().count()), 6);
  out.write(static_cast<std::uint32_t>(time.seconds().count()), 6);
  out.write(circle ? 2 : 1, 4);
  out.write(angle_code(seen.at.lon_e7, 25), 25);
  out.write(angle_code(seen.at.lat_e7, 24), 24);
  if (circle) {
    out.write(uncertainty_code(seen.accuracy_cm), 6);
  }
  out.write(seen.heading_cdeg ? 5 : 1, 3);
  out.write(velocity_code(seen.speed_cmps), 7);
  if (seen.heading_cdeg) {
    out.write(static_cast<std::uint32_t>(std::lround(*seen.heading_cdeg * 256 / 36'000.0)) % 256,
              8);
  }
  out.write(0, 1);  // no acknowledgement
  out.write(0, 1);  // a reason follows
  out.write(reason_code(seen.trigger), 8);
  return out.octets();
}

std::string encode_lip_of_ssi(const ping& seen) {
  const std::uint32_t ssi = ssi_of(seen.device);
  std::string envelope;
  for (unsigned shift = 24; shift > 0; shift -= 8) {
    envelope.push_back(static_cast<char>(ssi >> (shift - 8) & 0xFFU));
  }
  return envelope + encode_lip(seen);
}

std::string encode_pei(const ping& seen) {
  const std::string user_data = encode_lip(seen);
  return "+CTSDSR: 12," + std::to_string(ssi_of(seen.device)) + ",0,0,0," +
         std::to_string(8 * user_data.size()) + "\r\n" +
         octets_to_hex(std::as_bytes(std::span{user_data})) + "\r\n";
}

}  // namespace beatwatch
