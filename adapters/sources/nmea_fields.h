#pragma once
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "adapters/sources/nmea_frame.h"
#include "engine/base/units.h"
#include "engine/geo/position.h"

namespace beatwatch {

/// Time of day, UTC. Second 60, a leap second, is kept as it was sent.
struct nmea_time {
  std::uint8_t hour = 0;          ///< 0 ... 23
  std::uint8_t minute = 0;        ///< 0 ... 59
  std::uint8_t second = 0;        ///< 0 ... 60
  std::uint16_t millisecond = 0;  ///< digits beyond are cut off

  [[nodiscard]] constexpr duration since_midnight() const {
    return std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second} +
           std::chrono::milliseconds{millisecond};
  }
};

/// A few letters, without memory of their own.
struct nmea_letters {
  static constexpr std::size_t size_max = 15;
  std::array<char, size_max> letters{};
  std::uint8_t size = 0;

  [[nodiscard]] std::string_view text() const { return {letters.data(), size}; }
};

/// Reads the fields of one frame. A field that is not well formed is noted and read as absent;
/// `error` is the first of all faults in the order of `nmea_error`, whatever was read first.
class nmea_field_reader {
 public:
  explicit nmea_field_reader(const nmea_frame& frame) : frame_(frame) {}

  [[nodiscard]] std::optional<nmea_error> error() const { return error_; }

  /// hhmmss with any number of decimals up to 9.
  std::optional<nmea_time> time(std::size_t i);
  /// ddmmyy; years 80-99 are 1980-1999, 00-79 are 2000-2079.
  std::optional<std::chrono::sys_days> date(std::size_t i);
  /// One of `words`; 0 when empty.
  char word(std::size_t i, std::string_view words);
  /// One upper-case letter, also one that nobody knows yet; 0 when empty.
  char letter(std::size_t i);
  /// Up to `nmea_letters::size_max` upper-case letters.
  nmea_letters letters(std::size_t i);
  /// Latitude, N/S, longitude and E/W from field `i` on: ddmm.m and dddmm.m, where degrees are all
  /// that stands before the last two integer digits. Rounded to 1e-7 degree, halves away from zero.
  std::optional<position> coordinates(std::size_t i);
  /// A decimal number between `min` and `max`.
  std::optional<double> number(std::size_t i, double min, double max);
  /// A whole number from 0 to `max`.
  std::optional<int> count(std::size_t i, int max);
  /// A number and E or W behind it, east positive; absent unless both are there.
  std::optional<double> variation(std::size_t i);

 private:
  void note(nmea_error error);
  std::optional<std::int64_t> angle_e7(std::size_t i,
                                       std::string_view hemispheres,
                                       int degrees_max);

  const nmea_frame& frame_;
  std::optional<nmea_error> error_;
};

}  // namespace beatwatch
