#include "replay/status_typing.h"

#include <algorithm>
#include <limits>

namespace beatwatch {
namespace {

constexpr double mean_delay_ms = 30'000.0;
constexpr std::int64_t shortest_delay_ms = 1'500;
constexpr std::int64_t longest_delay_ms = 600'000;

}  // namespace

std::vector<status_changed> type_statuses(const std::string& unit,
                                          const std::vector<true_status>& truth,
                                          instant began,
                                          random_stream random) {
  std::vector<status_changed> typed;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const std::int64_t happened_ms = std::int64_t{truth[i].second} * 1'000;
    const std::int64_t typed_ms =
        happened_ms + std::min(shortest_delay_ms +
                                   static_cast<std::int64_t>(random.exponential() * mean_delay_ms),
                               longest_delay_ms);
    const std::int64_t next_ms = i + 1 < truth.size() ? std::int64_t{truth[i + 1].second} * 1'000
                                                      : std::numeric_limits<std::int64_t>::max();
    if (typed_ms < next_ms) {
      typed.push_back({.unit = unit,
                       .status = truth[i].status,
                       .at = began + duration{typed_ms},
                       .incident = truth[i].incident});
    }
  }
  return typed;
}

}  // namespace beatwatch
