#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace beatwatch {

namespace crc16_detail {
constexpr std::array<std::uint16_t, 256> table() {
  std::array<std::uint16_t, 256> remainders{};
  for (unsigned octet = 0; octet < remainders.size(); ++octet) {
    unsigned remainder = octet;
    for (int bit = 0; bit < 8; ++bit) {
      remainder = remainder >> 1U ^ ((remainder & 1U) != 0 ? 0xA001U : 0U);
    }
    remainders.at(octet) = static_cast<std::uint16_t>(remainder);
  }
  return remainders;
}
inline constexpr auto remainders = table();
}  // namespace crc16_detail

/// CRC-16/ARC, also called IBM: polynomial 0xA001 reflected, from 0, without a final exclusive-or.
/// Of "123456789" it is 0xBB3D.
constexpr std::uint16_t crc16_arc(std::span<const std::byte> octets) {
  unsigned crc = 0;
  for (const std::byte octet : octets) {
    crc = crc >> 8U ^ crc16_detail::remainders[(crc ^ std::to_integer<unsigned>(octet)) & 0xFFU];
  }
  return static_cast<std::uint16_t>(crc);
}

}  // namespace beatwatch
