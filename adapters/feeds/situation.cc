#include "adapters/feeds/situation.h"

#include <algorithm>

namespace beatwatch {

void situation::apply(const feed_item& item) {
  newest_number_ = item.number;
  topic_content& content = topics_[item.topic];
  content.newest_number = item.number;
  if (item.effect == situation_effect::keep) {
    content.messages[item.key] = item.body;
  } else if (item.effect == situation_effect::drop) {
    content.messages.erase(item.key);
  }
  for (const ended_content& ended : item.ended) {
    if (ended.key.empty()) {
      topics_.erase(ended.topic);
    } else if (const auto found = topics_.find(ended.topic); found != topics_.end()) {
      found->second.messages.erase(ended.key);
    }
  }
}

std::uint64_t situation::newest_number_below(std::string_view prefix) const {
  const auto [first, last] = topics_below(topics_, prefix);
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
