#include "adapters/history/id_text.h"

#include <array>
#include <charconv>

namespace beatwatch {

std::string id_text(std::uint64_t id) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), id, 16).ptr;
  const std::string text(digits.begin(), end);
  return std::string(digits.size() - text.size(), '0') + text;
}

}  // namespace beatwatch
