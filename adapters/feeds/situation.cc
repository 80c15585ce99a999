#include "adapters/feeds/situation.h"

#include <algorithm>

namespace beatwatch {

std::uint64_t situation::newest_number_below(std::string_view prefix) const {
  const auto [first, last] = topics_below(topics(), prefix);
  std::uint64_t newest = 0;
  for (auto it = first; it != last; ++it) {
    newest = std::max(newest, it->second.newest_number);
  }
  return newest;
}

std::pair<situation::topic_map::const_iterator, situation::topic_map::const_iterator> topics_below(
    const situation::topic_map& topics, std::string_view prefix) {
  const auto first = topics.lower_bound(std::string(prefix));
  // A topic below the prefix is never followed by one that is not and then by one that is again.
  const auto last = std::find_if_not(
      first, topics.end(), [&](const auto& entry) { return entry.first.starts_with(prefix); });
  return {first, last};
}

}  // namespace beatwatch
