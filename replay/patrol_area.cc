#include "replay/patrol_area.h"

#include <cstdint>
#include <map>
#include <stdexcept>
#include <utility>

#include "replay/movement.h"

namespace beatwatch {
namespace {

constexpr double patrolled_within_m = 400.0;
constexpr std::int32_t density_cell_mm = 300'000;

street_network network_for(const road_graph& roads, std::uint8_t mode) {
  const std::size_t edges = roads.edges().size();
  std::vector<std::uint32_t> numbers(edges, no_street);
  std::vector<street> streets;
  for (std::uint32_t i = 0; i < edges; ++i) {
    const road_edge& edge = roads.edge(road_edge_id{i});
    if (!edge.has(mode)) {
      continue;
    }
    numbers[i] = static_cast<std::uint32_t>(streets.size());
    street& s = streets.emplace_back();
    s.from = edge.tail.value;
    s.to = edge.head.value;
    const edge_shape shape = roads.shape(road_edge_id{i});
    for (std::size_t p = 0; p < shape.size(); ++p) {
      s.shape.push_back(shape[p]);
    }
    s.speed_mps = mode == road_edge::car
                      ? static_cast<double>(edge.length_mm) / static_cast<double>(edge.ordinary_ms)
                      : usual_walk_mps;
    s.opposite = edge.twin.value;
  }
  for (street& s : streets) {
    s.opposite = numbers[s.opposite];
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> forbidden;
  if (mode == road_edge::car) {
    for (const banned_turn& turn : roads.banned_turns()) {
      if (numbers[turn.from.value] != no_street && numbers[turn.to.value] != no_street) {
        forbidden.emplace_back(numbers[turn.from.value], numbers[turn.to.value]);
      }
    }
  }
  return {
      static_cast<std::uint32_t>(roads.nodes().size()), std::move(streets), std::move(forbidden)};
}

// The middle of the 900 m square in which most streets begin; of equal ones the most south-western.
plane_point densest_point(const street_network& network) {
  std::map<std::pair<std::int32_t, std::int32_t>, int> begun;
  const auto cell_of = [](std::int32_t mm) {
    return mm / density_cell_mm - (mm % density_cell_mm < 0 ? 1 : 0);
  };
  for (std::uint32_t i = 0; i < network.size(); ++i) {
    const plane_point at = network.at(i).shape.front();
    ++begun[{cell_of(at.x_mm), cell_of(at.y_mm)}];
  }
  int most = 0;
  plane_point best;
  for (const auto& [cell, count] : begun) {
    int around = 0;
    for (std::int32_t x = -1; x <= 1; ++x) {
      for (std::int32_t y = -1; y <= 1; ++y) {
        const auto found = begun.find({cell.first + x, cell.second + y});
        around += found == begun.end() ? 0 : found->second;
      }
    }
    if (around > most) {
      most = around;
      best = {cell.first * density_cell_mm + density_cell_mm / 2,
              cell.second * density_cell_mm + density_cell_mm / 2};
    }
  }
  return best;
}

}  // namespace

patrol_area make_patrol_area(const road_graph& roads) {
  patrol_area area{.cars = network_for(roads, road_edge::car).main_part(),
                   .walkers = network_for(roads, road_edge::foot).main_part(),
                   .station_by_car = {},
                   .station_on_foot = {},
                   .places = {}};
  if (area.cars.size() == 0 || area.walkers.size() == 0) {
    throw std::runtime_error{"the road network has no streets that a patrol could go round on"};
  }
  area.station_by_car = area.cars.nearest_place(densest_point(area.cars));
  area.station_on_foot = area.walkers.nearest_place(area.cars.point_at(area.station_by_car));
  return area;
}

void add_places(const std::vector<zone_point>& zones, patrol_area& area) {
  for (const zone_point& zone : zones) {
    const street_place by_car = area.cars.nearest_place(zone.at);
    const street_place on_foot = area.walkers.nearest_place(zone.at);
    if (distance_m(area.cars.point_at(by_car), zone.at) <= patrolled_within_m &&
        distance_m(area.walkers.point_at(on_foot), zone.at) <= patrolled_within_m) {
      area.places.push_back(
          {.zone = zone.zone, .at = zone.at, .by_car = by_car, .on_foot = on_foot});
    }
  }
}

}  // namespace beatwatch
