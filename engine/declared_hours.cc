#include "engine/declared_hours.h"

#include <algorithm>
#include <tuple>

namespace beatwatch {

void declared_hours::learn(const hours_declared& fact, instant received_at) {
  auto& rows = by_zone_[fact.zone];
  const row fresh{fact.unit, fact.valid, fact.recorded_at.value_or(received_at)};
  const auto place =
      std::lower_bound(rows.begin(), rows.end(), fresh, [](const row& a, const row& b) {
        return std::tie(a.valid.from, a.unit) < std::tie(b.valid.from, b.unit);
      });
  if (place == rows.end() || place->unit != fresh.unit || place->valid.from != fresh.valid.from) {
    rows.insert(place, fresh);
    return;
  }
  // Of two recorded at one time the one that claims less counts.
  const bool newer = fresh.recorded_at != place->recorded_at
                         ? fresh.recorded_at > place->recorded_at
                         : fresh.valid.to < place->valid.to;
  if (newer) {
    *place = fresh;
  }
}

void declared_hours::forget_before(instant t) {
  for (auto& [zone, rows] : by_zone_) {
    std::erase_if(rows, [t](const row& r) { return r.valid.to <= t; });
  }
  std::erase_if(by_zone_, [](const auto& zone) { return zone.second.empty(); });
}

duration declared_hours::time(const std::string& zone, interval window) const {
  const auto known = by_zone_.find(zone);
  if (known == by_zone_.end()) {
    return duration{};
  }
  duration sum{};
  instant counted_to = window.from;
  for (const row& r : known->second) {
    const interval more = intersection(r.valid, {counted_to, window.to});
    if (!more.empty()) {
      sum += more.length();
      counted_to = more.to;
    }
  }
  return sum;
}

}  // namespace beatwatch
