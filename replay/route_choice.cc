#include "replay/route_choice.h"

#include <utility>

namespace beatwatch {
namespace {

double seconds_along(const street_network& network, const street_route& route) {
  double total_s = 0.0;
  for (const std::uint32_t index : route.streets) {
    total_s += network.at(index).length_m / network.at(index).speed_mps;
  }
  const street& first = network.at(route.streets.front());
  const street& last = network.at(route.streets.back());
  return total_s - route.start_m / first.speed_mps - (last.length_m - route.end_m) / last.speed_mps;
}

// Onwards in the direction of `from`, all the way round if `to` lies behind on the same street.
street_route onwards(const street_network& network,
                     street_place from,
                     street_place to,
                     std::uint64_t taste) {
  if (from.on != to.on) {
    return {network.route(from.on, to.on, taste), from.offset_m, to.offset_m};
  }
  if (to.offset_m >= from.offset_m) {
    return {{from.on}, from.offset_m, to.offset_m};
  }
  street_list next;
  network.next_streets(from.on, next);
  for (const std::uint32_t index : next) {
    street_list round = network.route(index, to.on, taste);
    if (!round.empty()) {
      round.insert(round.begin(), from.on);
      return {std::move(round), from.offset_m, to.offset_m};
    }
  }
  return {};
}

}  // namespace

street_place other_side(const street_network& network, street_place place) {
  const street& s = network.at(place.on);
  if (s.opposite == no_street) {
    return {};
  }
  return {s.opposite, s.length_m > place.offset_m ? s.length_m - place.offset_m : 0.0};
}

street_route route_between(const street_network& network,
                           street_place from,
                           street_place to,
                           std::uint64_t taste) {
  street_route best;
  const street_place turned = other_side(network, to);
  if (turned.on == from.on && turned.offset_m >= from.offset_m) {
    return {{from.on}, from.offset_m, turned.offset_m};
  }
  for (const street_place start : {from, other_side(network, from)}) {
    if (start.on == no_street) {
      continue;
    }
    street_route found = onwards(network, start, to, taste);
    if (!found.streets.empty() &&
        (best.streets.empty() || seconds_along(network, found) < seconds_along(network, best))) {
      best = std::move(found);
    }
  }
  return best;
}

street_route aimless_route(const street_network& network,
                           street_place from,
                           double length_m,
                           plane_point home,
                           double range_m,
                           random_stream& random) {
  street_route found{{from.on}, from.offset_m, network.at(from.on).length_m};
  double gone_m = found.end_m - found.start_m;
  street_list next;
  while (gone_m < length_m) {
    network.next_streets(found.streets.back(), next);
    if (next.empty()) {
      break;
    }
    if (next.size() > 1 && next.back() == network.at(found.streets.back()).opposite) {
      next.pop_back();  // nobody turns round without need
    }
    std::uint32_t chosen = next[random.below(static_cast<std::uint32_t>(next.size()))];
    const auto from_home_m = [&](std::uint32_t index) {
      return distance_m(network.at(index).shape.back(), home);
    };
    if (from_home_m(chosen) > range_m && random.chance(0.9)) {
      for (const std::uint32_t index : next) {
        chosen = from_home_m(index) < from_home_m(chosen) ? index : chosen;
      }
    }
    found.streets.push_back(chosen);
    gone_m += network.at(chosen).length_m;
  }
  found.end_m = network.at(found.streets.back()).length_m;
  return found;
}

}  // namespace beatwatch
