#include "engine/model/roster.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, 6> words{
    "car", "foot", "pcso", "special", "warden", "partner"};
constexpr std::array<std::string_view, 3> origin_words{"rota", "log_on", "book_on"};

}  // namespace

std::string_view to_string(unit_kind kind) { return words.at(static_cast<std::size_t>(kind)); }

std::optional<unit_kind> parse_unit_kind(std::string_view word) {
  const auto* const found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) {
    return std::nullopt;
  }
  return static_cast<unit_kind>(std::distance(words.begin(), found));
}

std::string_view to_string(holding_origin origin) {
  return origin_words.at(static_cast<std::size_t>(origin));
}

}  // namespace beatwatch
