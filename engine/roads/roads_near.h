#pragma once
#include <cstdint>
#include <vector>

#include "engine/geo/plane_point.h"
#include "engine/roads/road_graph.h"
#include "engine/roads/snap.h"

namespace beatwatch {

/// A piece of road near a position: the point of it that lies nearest.
struct near_road {
  road_place place;               ///< along the edge that runs as the road was drawn
  plane_point at;                 ///< the point of the road
  std::uint32_t distance_mm = 0;  ///< of the position from it
  plane_point from;               ///< the straight piece that holds it, in the same direction
  plane_point to;
};

/// Every road that `user` may go along in one direction at least and that comes within `limit_mm`
/// of a position, once each; nearest first, equal distances by number of the edge, which follows
/// from the map's own names. No more than `count_max`.
class roads_near {
 public:
  const std::vector<near_road>& find(const road_graph& roads,
                                     plane_point at,
                                     std::uint32_t limit_mm,
                                     road_user user,
                                     std::size_t count_max);

 private:
  struct piece {
    road_edge_id edge;
    std::uint32_t segment;
    plane_point at;
    std::uint32_t distance_mm;
  };
  void look_at(const road_graph& roads, plane_point at, std::uint32_t limit_mm, cell_item item);

  std::vector<piece> pieces_;
  std::vector<near_road> found_;
};

}  // namespace beatwatch
