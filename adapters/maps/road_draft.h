#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/geo/local_plane.h"
#include "engine/geo/plane_point.h"
#include "engine/roads/road_records.h"

namespace beatwatch {

/// One direction of a `draft_road`.
struct draft_direction {
  bool car = false;
  std::uint32_t ordinary_mmps = 0;  ///< mean speed without traffic; > 0 where a car may go
  std::uint32_t response_mmps = 0;
};

/// A piece of a way between two nodes, as it was drawn.
struct draft_road {
  std::int64_t way = 0;  ///< OpenStreetMap ids
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::vector<plane_point> shape;  ///< both ends included; equal ids have equal points
  road_class kind{};
  bool link = false;
  bool foot = false;
  draft_direction forward;
  draft_direction backward;
};

/// One direction of a road, by its position in the draft.
struct draft_edge {
  std::uint32_t road = 0;
  bool backward = false;
};

/// `to` starts where `from` ends.
struct draft_ban {
  draft_edge from;
  draft_edge to;
};

/// A road network before it is sorted, numbered and indexed.
struct road_draft {
  plane_origin origin;
  std::vector<draft_road> roads;  ///< at least one
  std::vector<draft_ban> bans;    ///< may repeat
  std::string attribution;        ///< what the licence of the map asks to be shown
};

}  // namespace beatwatch
