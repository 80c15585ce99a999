#include "adapters/columns/windows_1252.h"

#include <array>
#include <cstddef>

namespace beatwatch {
namespace {

// 0x80 to 0x9F; above, the code page is Unicode.
constexpr std::array<char16_t, 32> special{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

void append_utf8(char16_t point, std::string& out) {
  if (point < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (point >> 6)));
  } else {
    out.push_back(static_cast<char>(0xE0 | (point >> 12)));
    out.push_back(static_cast<char>(0x80 | ((point >> 6) & 0x3F)));
  }
  out.push_back(static_cast<char>(0x80 | (point & 0x3F)));
}

}  // namespace

std::string windows_1252_to_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out.push_back(c);
    } else {
      const char16_t point = byte < 0xA0 ? special.at(static_cast<std::size_t>(byte - 0x80)) : byte;
      append_utf8(point, out);
    }
  }
  return out;
}

}  // namespace beatwatch
