#include "adapters/records/live_view.h"

#include <algorithm>
#include <chrono>

namespace beatwatch {

interval live_window(instant at) {
  using std::chrono::hours;
  return {at, std::chrono::floor<hours>(at) + hours{1}};
}

interval live_window_after(instant until, instant now) {
  return {until, live_window(std::max(now, until)).to};
}

std::optional<look> live_view(std::string_view who,
                              look_way way,
                              std::string_view topic_prefix,
                              instant at) {
  constexpr std::string_view word = "unit/";
  const bool wide = word.starts_with(topic_prefix);
  if (!wide && !topic_prefix.starts_with(word)) {
    return std::nullopt;
  }
  std::string_view unit = wide ? std::string_view{} : topic_prefix.substr(word.size());
  if (unit.ends_with('/')) {
    unit.remove_suffix(1);
  } else {
    unit = {};  // the beginning of a name is of several
  }
  return look{.at = at,
              .who = std::string{who},
              .way = way,
              .unit = std::string{unit},
              .window = {},
              .what = std::string{topic_prefix}};
}

}  // namespace beatwatch
