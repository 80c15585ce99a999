#include "replay/street_network.h"

#include <algorithm>
#include <cmath>
#include <queue>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

constexpr std::int64_t turning_round_ms = 20'000;

// An even spread of bits over numbers that follow each other (SplitMix64's finaliser: Steele, Lea,
// Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
std::uint64_t mixed(std::uint64_t number) {
  number = (number ^ (number >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  number = (number ^ (number >> 27U)) * 0x94D049BB133111EBULL;
  return number ^ (number >> 31U);
}

struct nearest_on_segment {
  double distance_m;
  double along_m;
};

nearest_on_segment nearest_on(plane_point a, plane_point b, plane_point to) {
  const double x = b.x_mm - static_cast<double>(a.x_mm);
  const double y = b.y_mm - static_cast<double>(a.y_mm);
  const double length2 = x * x + y * y;
  double share = 0.0;
  if (length2 > 0.0) {
    share = ((to.x_mm - static_cast<double>(a.x_mm)) * x +
             (to.y_mm - static_cast<double>(a.y_mm)) * y) /
            length2;
    share = std::clamp(share, 0.0, 1.0);
  }
  return {distance_m(between(a, b, share), to), share * std::sqrt(length2) * 1e-3};
}

}  // namespace

double distance_m(plane_point a, plane_point b) {
  const double x = a.x_mm - static_cast<double>(b.x_mm);
  const double y = a.y_mm - static_cast<double>(b.y_mm);
  return std::sqrt(x * x + y * y) * 1e-3;
}

plane_point between(plane_point a, plane_point b, double share) {
  const auto part = [share](std::int32_t from, std::int32_t to) {
    return from + static_cast<std::int32_t>(std::lround((to - static_cast<double>(from)) * share));
  };
  return {part(a.x_mm, b.x_mm), part(a.y_mm, b.y_mm)};
}

street_network::street_network(std::uint32_t junctions,
                               std::vector<street> streets,
                               std::vector<std::pair<std::uint32_t, std::uint32_t>> forbidden_turns)
    : junctions_(junctions),
      streets_(std::move(streets)),
      first_leaving_(junctions + 1, 0),
      leaving_(streets_.size()),
      forbidden_turns_(std::move(forbidden_turns)) {
  std::sort(forbidden_turns_.begin(), forbidden_turns_.end());
  for (street& s : streets_) {
    check(s.from < junctions && s.to < junctions && s.shape.size() >= 2 && s.speed_mps > 0.0,
          "a street joins two junctions");
    s.length_m = 0.0;
    for (std::size_t i = 0; i + 1 < s.shape.size(); ++i) {
      s.length_m += distance_m(s.shape[i], s.shape[i + 1]);
    }
    ++first_leaving_[s.from + 1];
  }
  for (std::size_t i = 1; i < first_leaving_.size(); ++i) {
    first_leaving_[i] += first_leaving_[i - 1];
  }
  std::vector<std::uint32_t> next(first_leaving_);
  for (std::uint32_t i = 0; i < streets_.size(); ++i) {
    leaving_[next[streets_[i].from]++] = i;
  }
}

std::span<const std::uint32_t> street_network::leaving(std::uint32_t junction) const {
  return std::span{leaving_}.subspan(first_leaving_[junction],
                                     first_leaving_[junction + 1] - first_leaving_[junction]);
}

bool street_network::may_turn(std::uint32_t from, std::uint32_t to) const {
  return !std::binary_search(forbidden_turns_.begin(), forbidden_turns_.end(), std::pair{from, to});
}

plane_point street_network::point_at(street_place place) const {
  const street& s = streets_[place.on];
  double left = std::max(place.offset_m, 0.0);
  for (std::size_t i = 0; i + 1 < s.shape.size(); ++i) {
    const double length = distance_m(s.shape[i], s.shape[i + 1]);
    if (left < length) {
      return between(s.shape[i], s.shape[i + 1], left / length);
    }
    left -= length;
  }
  return s.shape.back();
}

void street_network::next_streets(std::uint32_t after, street_list& out) const {
  out.clear();
  const street& s = streets_[after];
  for (const std::uint32_t next : leaving(s.to)) {
    if (next != s.opposite && may_turn(after, next)) {
      out.push_back(next);
    }
  }
  if (s.opposite != no_street && may_turn(after, s.opposite)) {
    out.push_back(s.opposite);
  }
}

street_place street_network::nearest_place(plane_point to) const {
  check(!streets_.empty(), "a network has streets");
  street_place best{0, 0.0};
  double best_m = std::numeric_limits<double>::max();
  for (std::uint32_t index = 0; index < streets_.size(); ++index) {
    const auto& shape = streets_[index].shape;
    double along_m = 0.0;
    for (std::size_t i = 0; i + 1 < shape.size(); ++i) {
      const nearest_on_segment found = nearest_on(shape[i], shape[i + 1], to);
      if (found.distance_m < best_m) {
        best_m = found.distance_m;
        best = {index, along_m + found.along_m};
      }
      along_m += distance_m(shape[i], shape[i + 1]);
    }
  }
  return best;
}

std::int64_t street_network::cost_ms(std::uint32_t index, std::uint64_t taste) const {
  const street& s = streets_[index];
  const double dislike = static_cast<double>(mixed(taste ^ mixed(index)) >> 32U) * 0x1p-32;
  return 1 + std::lround(s.length_m / s.speed_mps * 1e3 * (1.0 + 0.3 * dislike));
}

street_list street_network::route(std::uint32_t from, std::uint32_t to, std::uint64_t taste) const {
  constexpr auto never = std::numeric_limits<std::int64_t>::max();
  using reached = std::pair<std::int64_t, std::uint32_t>;
  std::vector<std::int64_t> cost(streets_.size(), never);
  std::vector<std::uint32_t> came_from(streets_.size(), no_street);
  std::priority_queue<reached, std::vector<reached>, std::greater<>> frontier;
  cost[from] = 0;
  frontier.emplace(0, from);
  street_list next;
  while (!frontier.empty()) {
    const auto [here_ms, here] = frontier.top();
    frontier.pop();
    if (here == to) {
      street_list found{to};
      while (found.back() != from) {
        found.push_back(came_from[found.back()]);
      }
      std::reverse(found.begin(), found.end());
      return found;
    }
    if (here_ms > cost[here]) {
      continue;
    }
    next_streets(here, next);
    for (const std::uint32_t candidate : next) {
      const std::int64_t turn_ms = candidate == streets_[here].opposite ? turning_round_ms : 0;
      const std::int64_t there_ms = here_ms + turn_ms + cost_ms(candidate, taste);
      if (there_ms < cost[candidate]) {
        cost[candidate] = there_ms;
        came_from[candidate] = here;
        frontier.emplace(there_ms, candidate);
      }
    }
  }
  return {};
}

std::vector<bool> street_network::reachable_both_ways(
    std::uint32_t start, const std::vector<street_list>& before) const {
  const auto spread = [&](auto neighbours) {
    std::vector<bool> seen(streets_.size(), false);
    street_list frontier{start};
    street_list near;
    seen[start] = true;
    while (!frontier.empty()) {
      const std::uint32_t here = frontier.back();
      frontier.pop_back();
      neighbours(here, near);
      for (const std::uint32_t to : near) {
        if (!seen[to]) {
          seen[to] = true;
          frontier.push_back(to);
        }
      }
    }
    return seen;
  };
  std::vector<bool> both = spread([&](std::uint32_t i, street_list& out) { next_streets(i, out); });
  const std::vector<bool> back =
      spread([&](std::uint32_t i, street_list& out) { out = before[i]; });
  for (std::size_t i = 0; i < both.size(); ++i) {
    both[i] = both[i] && back[i];
  }
  return both;
}

street_network street_network::only(const std::vector<bool>& kept) const {
  std::vector<std::uint32_t> renumbered(streets_.size(), no_street);
  std::vector<street> streets;
  for (std::uint32_t i = 0; i < streets_.size(); ++i) {
    if (kept[i]) {
      renumbered[i] = static_cast<std::uint32_t>(streets.size());
      streets.push_back(streets_[i]);
    }
  }
  for (street& s : streets) {
    s.opposite = s.opposite == no_street ? no_street : renumbered[s.opposite];
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> forbidden;
  for (const auto& [from, to] : forbidden_turns_) {
    if (kept[from] && kept[to]) {
      forbidden.emplace_back(renumbered[from], renumbered[to]);
    }
  }
  return {junctions_, std::move(streets), std::move(forbidden)};
}

street_network street_network::main_part() const {
  std::vector<street_list> before(streets_.size());
  street_list next;
  for (std::uint32_t i = 0; i < streets_.size(); ++i) {
    next_streets(i, next);
    for (const std::uint32_t to : next) {
      before[to].push_back(i);
    }
  }
  std::vector<bool> looked_at(streets_.size(), false);
  std::vector<bool> largest(streets_.size(), false);
  std::ptrdiff_t largest_size = 0;
  std::size_t left = streets_.size();
  for (std::uint32_t i = 0; i < streets_.size() && std::cmp_less(largest_size, left); ++i) {
    if (looked_at[i]) {
      continue;
    }
    const std::vector<bool> part = reachable_both_ways(i, before);
    const std::ptrdiff_t size = std::count(part.begin(), part.end(), true);
    for (std::size_t k = 0; k < part.size(); ++k) {
      looked_at[k] = looked_at[k] || part[k];
    }
    left -= static_cast<std::size_t>(size);
    if (size > largest_size) {
      largest_size = size;
      largest = part;
    }
  }
  return only(largest);
}

}  // namespace beatwatch
