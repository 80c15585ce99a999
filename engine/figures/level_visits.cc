#include "engine/figures/level_visits.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <tuple>

namespace beatwatch {
namespace {

// The time beside the visit: to sort by it is not to look at every visit again.
struct part_of_level {
  instant from;
  const counted_visit* visit;
};

bool earlier(const part_of_level& a, const part_of_level& b) {
  if (a.from != b.from) {
    return a.from < b.from;
  }
  return std::tie(a.visit->unit, a.visit->span.to, a.visit->zone) <
         std::tie(b.visit->unit, b.visit->span.to, b.visit->zone);
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

std::vector<counted_visit> level_visits(std::span<const std::span<const counted_visit>> of_zones) {
  std::vector<part_of_level> parts;
  for (const std::span<const counted_visit> of_zone : of_zones) {
    for (const counted_visit& part : of_zone) {
      parts.push_back({part.span.from, &part});
    }
  }
  std::sort(parts.begin(), parts.end(), earlier);
  std::vector<counted_visit> visits;
  visits.reserve(parts.size());
  std::map<std::string_view, std::size_t> newest;  // of each unit
  for (const part_of_level& part : parts) {
    const auto [known, is_first] = newest.try_emplace(part.visit->unit, visits.size());
    if (!is_first && part.from <= visits[known->second].span.to) {
      join(visits[known->second], *part.visit);
      continue;
    }
    known->second = visits.size();
    visits.push_back(*part.visit);
    visits.back().zone.clear();
  }
  return visits;
}

}  // namespace beatwatch
