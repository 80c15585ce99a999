#include "adapters/feeds/prefix_watch.h"

namespace beatwatch {

bool prefix_watch::add(std::string_view prefix, std::uint64_t newest) {
  auto found = watched_.find(prefix);
  if (found == watched_.end()) {
    if ((!prefix.empty() && !prefix.ends_with('/')) || watched_.size() >= prefixes_max) {
      return false;
    }
    found = watched_.emplace(prefix, watched{.watchers = 0, .newest = newest}).first;
  }
  ++found->second.watchers;
  return true;
}

void prefix_watch::remove(std::string_view prefix) {
  const auto found = watched_.find(prefix);
  if (found != watched_.end() && --found->second.watchers == 0) {
    watched_.erase(found);
  }
}

void prefix_watch::note(std::string_view topic, std::uint64_t number) {
  for (std::size_t end = 0;; ++end) {
    if (const auto found = watched_.find(topic.substr(0, end)); found != watched_.end()) {
      found->second.newest = number;
    }
    end = topic.find('/', end);
    if (end == std::string_view::npos) {
      return;
    }
  }
}

void prefix_watch::for_each(
    const std::function<void(const std::string&, std::uint64_t)>& visit) const {
  for (const auto& [prefix, state] : watched_) {
    visit(prefix, state.newest);
  }
}

}  // namespace beatwatch
