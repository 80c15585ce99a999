#include "tests/support/random_roads.h"

#include <utility>

namespace beatwatch {
namespace {

std::uint32_t below(std::mt19937& random, std::uint32_t n) {
  return std::uniform_int_distribution<std::uint32_t>{0, n - 1}(random);
}

plane_point grid_point(std::mt19937& random) {
  constexpr std::int32_t step_mm = 100'000;
  return {static_cast<std::int32_t>(below(random, 7)) * step_mm,
          static_cast<std::int32_t>(below(random, 7)) * step_mm};
}

draft_direction direction(std::mt19937& random, bool open) {
  const std::uint32_t speed = 5'000 * (1 + below(random, 3));
  return {open, speed, 2 * speed};
}

std::int64_t head_of(const road_draft& draft, draft_edge e) {
  return e.backward ? draft.roads[e.road].from : draft.roads[e.road].to;
}

std::int64_t tail_of(const road_draft& draft, draft_edge e) {
  return head_of(draft, {e.road, !e.backward});
}

}  // namespace

road_draft random_draft(std::mt19937& random) {
  const std::uint32_t nodes = 2 + below(random, 25);
  std::vector<plane_point> places(nodes);
  for (plane_point& place : places) {
    place = grid_point(random);
  }
  road_draft draft;
  draft.attribution = "random";
  const std::uint32_t roads = 1 + below(random, 2 * nodes);
  for (std::uint32_t i = 0; i < roads; ++i) {
    const std::uint32_t from = below(random, nodes);
    const std::uint32_t to = below(random, nodes);
    draft_road road;
    road.way = 1 + below(random, 5);
    road.from = 1'000 - std::int64_t{from};
    road.to = 1'000 - std::int64_t{to};
    road.shape.push_back(places[from]);
    for (std::uint32_t bend = below(random, 3) + (from == to ? 1 : 0); bend > 0; --bend) {
      road.shape.push_back(grid_point(random));
    }
    road.shape.push_back(places[to]);
    road.kind = road_class::residential;
    road.foot = below(random, 5) > 0;
    const std::uint32_t open = below(random, 6);
    road.forward = direction(random, open != 0);
    road.backward = direction(random, open > 1);
    draft.roads.push_back(std::move(road));
  }
  for (std::uint32_t i = below(random, 4 * roads); i > 0; --i) {
    const draft_edge from{below(random, roads), below(random, 2) == 1};
    const draft_edge to{below(random, roads), below(random, 2) == 1};
    if (head_of(draft, from) == tail_of(draft, to)) {
      draft.bans.push_back({from, to});
    }
  }
  return draft;
}

road_place random_place(const road_graph& roads, std::mt19937& random) {
  const road_edge_id edge{below(random, static_cast<std::uint32_t>(roads.edges().size()))};
  const std::uint32_t length = roads.edge(edge).length_mm;
  switch (below(random, 6)) {
    case 0:
      return {edge, 0};
    case 1:
      return {edge, length};
    default:
      return {edge, below(random, length + 1)};
  }
}

std::vector<road_place> random_places(const road_graph& roads,
                                      std::size_t count,
                                      std::mt19937& random) {
  std::vector<road_place> places(count);
  for (road_place& place : places) {
    place = random_place(roads, random);
  }
  return places;
}

}  // namespace beatwatch
