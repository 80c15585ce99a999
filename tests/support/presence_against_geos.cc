#include "tests/support/presence_against_geos.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <utility>
#include <vector>

namespace beatwatch {

geos_presence_answer count_with_geos(const zone_set& zones,
                                     std::span<const ping> pings,
                                     std::span<const std::string> units,
                                     const local_plane& plane,
                                     const geos_presence_rules& rules) {
  std::vector<geos_zones::rings> shapes;
  for (const zone& z : zones.zones) {
    auto& rings = shapes.emplace_back();
    for (std::size_t r = 0; r < z.shape.ring_count(); ++r) {
      const auto ring = z.shape.ring(r);
      rings.emplace_back(ring.begin(), ring.end());
    }
  }
  std::vector<geos_ping> taken;
  for (const ping& p : pings) {
    const auto unit = std::lower_bound(units.begin(), units.end(), p.device);
    taken.push_back({static_cast<std::uint32_t>(unit - units.begin()),
                     instant_to_ms(p.observed_at),
                     plane.project(p.at).value()});
  }
  return geos_presence{shapes, rules}.count(std::move(taken));
}

presence_comparison compare_presence(const engine& counted,
                                     const zone_set& zones,
                                     std::span<const std::string> units,
                                     interval window,
                                     const geos_presence_answer& expected) {
  presence_comparison result;
  const auto differs = [&result](std::size_t& count, const std::string& what) {
    ++count;
    if (result.first_difference.empty()) {
      result.first_difference = what;
    }
  };
  const auto apart = [](std::int64_t a, std::int64_t b, std::int64_t slack) {
    return std::abs(a - b) > slack;
  };
  auto next = expected.visits.begin();
  for (std::uint32_t z = 0; z < zones.zones.size(); ++z) {
    const std::string& zone = zones.zones[z].name;
    const auto answer = counted.presence(zone, window);
    const std::int64_t about_ms = answer ? answer->presence.about_ms : -1;
    if (apart(about_ms, expected.union_ms[z], expected.slack_ms[z])) {
      differs(result.zones_unequal,
              zone + ": " + std::to_string(about_ms) + " ms, by GEOS " +
                  std::to_string(expected.union_ms[z]) + " ms");
    }
    result.dwell_ms += about_ms;
    result.off_ms += std::abs(about_ms - expected.union_ms[z]);
    result.zones_not_exact += about_ms == expected.union_ms[z] ? 0 : 1;
    auto found = answer ? answer->visit_list : std::vector<visit_changed>{};
    std::sort(found.begin(), found.end(), [](const visit_changed& a, const visit_changed& b) {
      return std::tie(a.unit, a.span) < std::tie(b.unit, b.span);
    });
    for (const visit_changed& v : found) {
      ++result.visits;
      const std::string name = zone + " by " + v.unit;
      if (next == expected.visits.end() || next->zone != z || units[next->unit] != v.unit) {
        differs(result.visits_unequal, name + ": GEOS finds no such visit");
        continue;
      }
      const geos_visit& again = *next++;
      if (apart(instant_to_ms(v.span.from), again.from_ms, again.slack_ms) ||
          apart(instant_to_ms(v.span.to), again.to_ms, again.slack_ms) ||
          apart(v.inside.about_ms, again.inside_ms, again.slack_ms)) {
        differs(result.visits_unequal, name + ": other times");
      }
    }
    for (; next != expected.visits.end() && next->zone == z; ++next) {
      differs(result.visits_unequal, zone + " by " + units[next->unit] + ": only GEOS finds it");
    }
  }
  return result;
}

}  // namespace beatwatch
