#include "engine/figures/survival.h"

#include <algorithm>
#include <vector>

namespace beatwatch {

std::optional<duration> survival_quantile(std::span<const observed_length> lengths,
                                          double lasting) {
  std::vector<observed_length> sorted(lengths.begin(), lengths.end());
  std::sort(sorted.begin(), sorted.end(), [](const observed_length& a, const observed_length& b) {
    return a.length < b.length;
  });
  constexpr double rounding = 1e-12;  // a product of fractions that should be `lasting` exactly
  double surviving = 1;
  for (auto first = sorted.begin(); first != sorted.end();) {
    const auto next = std::find_if(first, sorted.end(), [first](const observed_length& o) {
      return o.length != first->length;
    });
    const auto at_risk = static_cast<double>(sorted.end() - first);
    const auto ended = static_cast<double>(
        std::count_if(first, next, [](const observed_length& o) { return o.ended; }));
    surviving *= (at_risk - ended) / at_risk;
    if (ended > 0 && surviving <= lasting + rounding) {
      return first->length;
    }
    first = next;
  }
  return std::nullopt;
}

}  // namespace beatwatch
