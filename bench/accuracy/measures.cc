#include "bench/accuracy/measures.h"

#include <algorithm>
#include <cstdlib>

#include "bench/accuracy/receiver.h"

namespace beatwatch {
namespace {

constexpr std::uint32_t covered_mm_min = 20'000;

std::int32_t tile_line(std::int32_t mm) {
  return mm >= 0 ? mm / tile_mm : -((-mm + tile_mm - 1) / tile_mm);
}

}  // namespace

std::set<std::uint32_t> streets_covered(const road_graph& roads,
                                        const std::vector<path_part>& way,
                                        interval when) {
  std::map<std::uint32_t, std::vector<std::pair<std::uint32_t, std::uint32_t>>> covered;
  for (const path_part& part : way) {
    if (part.edge == path_part::off_road || part.to <= when.from || part.from >= when.to) {
      continue;
    }
    std::uint32_t from = part.from_mm;
    std::uint32_t to = part.to_mm;
    const auto offset_at = [&](instant t) {
      const auto whole = static_cast<double>((part.to - part.from).count());
      const double share = static_cast<double>((t - part.from).count()) / whole;
      return part.from_mm + static_cast<std::uint32_t>((part.to_mm - part.from_mm) * share);
    };
    if (part.from < when.from) {
      from = offset_at(when.from);
    }
    if (part.to > when.to) {
      to = offset_at(when.to);
    }
    const road_edge& edge = roads.edge(part.edge);
    const bool backward = edge.twin < part.edge;
    covered[std::min(edge.twin, part.edge).value].push_back(
        backward ? std::pair{edge.length_mm - to, edge.length_mm - from} : std::pair{from, to});
  }
  std::set<std::uint32_t> streets;
  for (auto& [street, spans] : covered) {
    std::sort(spans.begin(), spans.end());
    std::uint32_t end = 0;
    std::uint32_t sum = 0;
    for (const auto& [from, to] : spans) {
      sum += to > end ? to - std::max(from, end) : 0;
      end = std::max(end, to);
    }
    if (sum >= covered_mm_min) {
      streets.insert(street);
    }
  }
  return streets;
}

double jaccard(const std::set<std::uint32_t>& a, const std::set<std::uint32_t>& b) {
  const auto shared =
      std::count_if(a.begin(), a.end(), [&](std::uint32_t s) { return b.contains(s); });
  const auto either = static_cast<std::ptrdiff_t>(a.size() + b.size()) - shared;
  return either == 0 ? 1.0 : static_cast<double>(shared) / static_cast<double>(either);
}

tile tile_of(plane_point at) { return {tile_line(at.x_mm), tile_line(at.y_mm)}; }

std::map<tile, int> seconds_in_tiles(const std::vector<path_part>& way, interval when) {
  std::map<tile, int> seconds;
  std::size_t part = 0;
  for (instant t = when.from + duration{500}; t < when.to; t += duration{1'000}) {
    ++seconds[tile_of(place_at(way, t, part))];
  }
  return seconds;
}

double wrong_share(const std::map<tile, int>& truth, const std::map<tile, int>& estimate) {
  int wrong = 0;
  int whole = 0;
  std::map<tile, int> difference = truth;
  for (const auto& [where, seconds] : truth) {
    whole += seconds;
  }
  for (const auto& [where, seconds] : estimate) {
    difference[where] -= seconds;
  }
  for (const auto& [where, seconds] : difference) {
    wrong += std::abs(seconds);
  }
  return whole == 0 ? 0.0 : 0.5 * wrong / whole;
}

}  // namespace beatwatch
