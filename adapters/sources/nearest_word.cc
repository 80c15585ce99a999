#include "adapters/sources/nearest_word.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace beatwatch {
namespace {

// Optimal string alignment: edits of one letter and swaps of two neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> current(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({last[j] + 1, current[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        current[j] = std::min(current[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, current);
  }
  return last[b.size()];
}

}  // namespace

std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view nearest;
  constexpr std::size_t too_far = 3;
  std::size_t nearest_distance = too_far;
  for (const std::string_view candidate : known) {
    const auto [shorter, longer] = std::minmax({word.size(), candidate.size()});
    std::size_t distance = longer - shorter < too_far ? edit_distance(word, candidate) : too_far;
    // "horizon" for "horizon_min": a unit left out is the commonest slip.
    if (word.size() >= 3 && (candidate.starts_with(word) || word.starts_with(candidate))) {
      distance = std::min<std::size_t>(distance, 2);
    }
    if (distance < nearest_distance && distance < longer) {
      nearest_distance = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace beatwatch
