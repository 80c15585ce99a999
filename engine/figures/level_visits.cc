#include "engine/figures/level_visits.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

namespace beatwatch {
namespace {

bool earlier(const counted_visit& a, const counted_visit& b) {
  return std::tie(a.span.from, a.unit) < std::tie(b.span.from, b.unit);
}

void join(counted_visit& whole, const counted_visit& part) {
  const bool overlaps = part.span.from < whole.span.to;
  whole.span.to = std::max(whole.span.to, part.span.to);
  const std::int64_t most = whole.span.length().count();
  const auto sum = [most, overlaps](std::int64_t a, std::int64_t b) {
    return overlaps ? std::min(a + b, most) : a + b;
  };
  presence_measure& inside = whole.inside;
  inside.at_least_ms = overlaps ? std::max(inside.at_least_ms, part.inside.at_least_ms)
                                : inside.at_least_ms + part.inside.at_least_ms;
  inside.about_ms = sum(inside.about_ms, part.inside.about_ms);
  inside.at_most_ms = sum(inside.at_most_ms, part.inside.at_most_ms);
  inside.unknown_ms = sum(inside.unknown_ms, part.inside.unknown_ms);
  // A ping in two zones that overlap is one ping.
  whole.pings = overlaps ? std::max(whole.pings, part.pings) : whole.pings + part.pings;
  whole.qualifies = whole.qualifies || part.qualifies;
  whole.officers = std::max(whole.officers, part.officers);
  whole.credited_ms = sum(whole.credited_ms, part.credited_ms);
  whole.unallocated_ms = sum(whole.unallocated_ms, part.unallocated_ms);
  whole.committed_ms = sum(whole.committed_ms, part.committed_ms);
  whole.at_station_ms = sum(whole.at_station_ms, part.at_station_ms);
}

}  // namespace

std::vector<counted_visit> level_visits(std::vector<counted_visit> zone_visits) {
  std::sort(
      zone_visits.begin(), zone_visits.end(), [](const counted_visit& a, const counted_visit& b) {
        return std::tie(a.unit, a.span.from, a.span.to, a.zone) <
               std::tie(b.unit, b.span.from, b.span.to, b.zone);
      });
  std::vector<counted_visit> visits;
  for (counted_visit& part : zone_visits) {
    part.zone.clear();
    if (!visits.empty() && visits.back().unit == part.unit &&
        part.span.from <= visits.back().span.to) {
      join(visits.back(), part);
    } else {
      visits.push_back(std::move(part));
    }
  }
  std::sort(visits.begin(), visits.end(), earlier);
  return visits;
}

}  // namespace beatwatch
