#include "replay/window_presence.h"

#include <algorithm>
#include <chrono>

namespace beatwatch {
namespace {

constexpr duration hour_length = std::chrono::hours{1};
constexpr duration settling = std::chrono::minutes{2};  // what settles does so minute by minute

void add_measure(presence_measure& sum, const presence_measure& part) {
  sum.at_least_ms += part.at_least_ms;
  sum.about_ms += part.about_ms;
  sum.at_most_ms += part.at_most_ms;
  sum.unknown_ms += part.unknown_ms;
}

}  // namespace

void window_presence::add(const engine& played,
                          const std::vector<std::string>& zones,
                          interval hour) {
  for (const std::string& zone : zones) {
    if (const auto answer = played.presence(zone, hour)) {
      window_figures& sum = figures_[zone];
      add_measure(sum.presence, answer->presence);
      add_measure(sum.red, answer->red);
    }
  }
}

void window_presence::take(const played_row& played, const std::vector<std::string>& zones) {
  const instant now = played.row.events.back().received_at;
  while (next_ < window_.to) {
    const interval hour{next_, std::min(next_ + hour_length, window_.to)};
    if (now < hour.to + played.settings.horizon + settling) {
      return;
    }
    add(played.engine, zones, hour);
    next_ = hour.to;
  }
}

void window_presence::finish(const engine& played,
                             const std::vector<std::string>& zones,
                             instant now) {
  while (next_ < std::min(window_.to, now)) {
    const interval hour{next_, std::min({next_ + hour_length, window_.to, now})};
    add(played, zones, hour);
    next_ = hour.to;
  }
}

}  // namespace beatwatch
