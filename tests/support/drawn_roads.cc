#include "tests/support/drawn_roads.h"

#include <map>
#include <sstream>
#include <string>
#include <utility>

#include "adapters/maps/road_build.h"
#include "engine/base/check.h"

namespace beatwatch {
namespace {

std::map<char, plane_point> places_in(const drawing& drawn) {
  std::map<char, plane_point> places;
  std::int32_t column = 0;
  std::int32_t row = 0;
  for (const char c : drawn.picture) {
    if (c >= 'A' && c <= 'Z') {
      places[c] = {static_cast<std::int32_t>(column * drawn.cell_m * 1e3),
                   static_cast<std::int32_t>(-row * drawn.cell_m * 1e3)};
    }
    column = c == '\n' ? 0 : column + 1;
    row += c == '\n' ? 1 : 0;
  }
  return places;
}

draft_edge edge_in(const road_draft& draft, char from, char to) {
  for (std::uint32_t i = 0; i < draft.roads.size(); ++i) {
    if (draft.roads[i].from == from && draft.roads[i].to == to) {
      return {i, false};
    }
    if (draft.roads[i].from == to && draft.roads[i].to == from) {
      return {i, true};
    }
  }
  invariant_broken("a ban names drawn roads");
}

}  // namespace

road_draft draft_of(const drawing& drawn) {
  const auto places = places_in(drawn);
  road_draft draft;
  draft.attribution = "drawn";
  std::istringstream roads{std::string{drawn.roads}};
  for (std::string word; roads >> word;) {
    const auto speed = static_cast<std::uint32_t>(drawn.speed_mps * 1e3);
    draft_road road;
    road.way = static_cast<std::int64_t>(draft.roads.size()) + 1;
    road.from = word[0];
    road.to = word[2];
    road.shape = {places.at(word[0]), places.at(word[2])};
    road.kind = road_class::residential;
    road.foot = true;
    road.forward = {true, speed, 2 * speed};
    road.backward = {word[1] == '-', speed, 2 * speed};
    draft.roads.push_back(std::move(road));
  }
  std::istringstream bans{std::string{drawn.bans}};
  for (std::string word; bans >> word;) {
    draft.bans.push_back({edge_in(draft, word[0], word[1]), edge_in(draft, word[1], word[2])});
  }
  return draft;
}

std::shared_ptr<const road_graph> view_of(std::vector<std::byte> bytes) {
  auto owner = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
  auto roads = road_graph::view(owner, *owner);
  check(roads.has_value(), "built roads can be read");
  return std::make_shared<const road_graph>(*std::move(roads));
}

std::shared_ptr<const road_graph> roads_of(const drawing& drawn) {
  return view_of(build_roads(draft_of(drawn)));
}

road_node_id node_at(const road_graph& roads, char letter) {
  for (std::uint32_t n = 0; n < roads.nodes().size(); ++n) {
    if (roads.nodes()[n].osm_id == letter) {
      return road_node_id{n};
    }
  }
  invariant_broken("the node is drawn");
}

road_edge_id edge_between(const road_graph& roads, char from, char to) {
  for (const road_edge_id e : roads.out_edges(node_at(roads, from))) {
    if (roads.edge(e).head == node_at(roads, to)) {
      return e;
    }
  }
  invariant_broken("the edge is drawn");
}

}  // namespace beatwatch
