#pragma once
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "adapters/maps/road_draft.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {

/// Roads drawn on a grid: letters are nodes (their OpenStreetMap id is the letter's code), one
/// character is `cell_m` wide and high, north is up.
struct drawing {
  std::string_view picture;
  /// Straight roads, separated by blanks: "A-B" both ways, "A>B" one-way. Ways number from 1.
  std::string_view roads;
  /// Forbidden turns: "ABC" from road AB into road BC, "ABA" turning round at B.
  std::string_view bans = "";
  double cell_m = 100.0;
  double speed_mps = 10.0;  ///< ordinary; a response driver drives twice as fast
};

road_draft draft_of(const drawing& drawn);
std::shared_ptr<const road_graph> view_of(std::vector<std::byte> bytes);
std::shared_ptr<const road_graph> roads_of(const drawing& drawn);

/// The node, or the edge from one node to another, by their letters.
road_node_id node_at(const road_graph& roads, char letter);
road_edge_id edge_between(const road_graph& roads, char from, char to);

}  // namespace beatwatch
