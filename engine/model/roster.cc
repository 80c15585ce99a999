#include "engine/model/roster.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, 6> words{
    "car", "foot", "pcso", "special", "warden", "partner"};
constexpr std::array<std::string_view, 3> origin_words{"rota", "log_on", "book_on"};
constexpr std::array<std::string_view, 4> visibility_words{
    "unknown", "plain", "marked", "uniformed_foot"};

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

std::string_view to_string(visibility_class visibility) {
  return visibility_words.at(static_cast<std::size_t>(visibility));
}

std::optional<visibility_class> parse_visibility(std::string_view word) {
  const auto* const found = std::find(visibility_words.begin() + 1, visibility_words.end(), word);
  if (found == visibility_words.end()) {
    return std::nullopt;
  }
  return static_cast<visibility_class>(std::distance(visibility_words.begin(), found));
}

visibility_class visibility_of(const roster_entry& entry) {
  if (entry.visibility != visibility_class::unknown) {
    return entry.visibility;
  }
  switch (entry.kind) {
    case unit_kind::car:
      return visibility_class::marked;
    case unit_kind::partner:
      return visibility_class::plain;
    default:
      return visibility_class::uniformed_foot;
  }
}

}  // namespace beatwatch
