#include "engine/model/status_history.h"

namespace beatwatch {
namespace {

bool same_doing(const dated_status& a, const dated_status& b) {
  return a.status == b.status && a.incident == b.incident;
}

}  // namespace

std::optional<interval> status_history::learn(const dated_status& fact) {
  const auto place = std::lower_bound(
      facts_.begin(), facts_.end(), fact.from, [](const dated_status& known, instant from) {
        return known.from < from;
      });
  const bool known = place != facts_.end() && place->from == fact.from;
  if (known && same_doing(*place, fact)) {
    return std::nullopt;
  }
  // A fact that says again what holds is kept: a late one may come to stand between the two.
  const bool again = !known && place != facts_.begin() && same_doing(*(place - 1), fact);
  const auto at = known ? place : facts_.insert(place, fact);
  *at = fact;
  return again ? std::nullopt : std::optional{interval{fact.from, until(at)}};
}

void status_history::forget_before(instant t) {
  const auto after =
      std::upper_bound(facts_.begin(), facts_.end(), t, [](instant at, const dated_status& known) {
        return at < known.from;
      });
  if (after != facts_.begin()) {
    facts_.erase(facts_.begin(), after - 1);
  }
}

}  // namespace beatwatch
