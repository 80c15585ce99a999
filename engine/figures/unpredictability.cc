#include "engine/figures/unpredictability.h"

#include <algorithm>
#include <vector>

#include "engine/base/logarithm.h"

namespace beatwatch {

std::optional<unpredictability_figure> unpredictability_of(const place_evidence& evidence) {
  duration longest{0};
  for (const interval& window : evidence.due) {
    longest = std::max(longest, window.length());
  }
  constexpr duration bin = unpredictability_figure::bin;
  std::vector<std::uint32_t> begun(static_cast<std::size_t>((longest + bin - duration{1}) / bin));
  unpredictability_figure result{.bins = static_cast<std::uint32_t>(begun.size())};
  for (const interval& window : evidence.due) {
    for (const counted_visit& visit : begun_within(evidence, window)) {
      ++begun[static_cast<std::size_t>((visit.span.from - window.from) / bin)];
      ++result.visits;
    }
  }
  if (result.visits == 0 || result.bins < 2) {
    return std::nullopt;
  }
  double entropy = 0;
  for (const std::uint32_t count : begun) {
    if (count > 0) {
      const double share = static_cast<double>(count) / result.visits;
      entropy -= share * natural_logarithm(share);
    }
  }
  const double all_alike = natural_logarithm(result.bins);
  result.entropy = std::max(0.0, entropy / all_alike);
  result.reachable = natural_logarithm(std::min(result.visits, result.bins)) / all_alike;
  return result;
}

}  // namespace beatwatch
