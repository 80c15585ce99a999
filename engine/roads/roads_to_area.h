#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "engine/geo/area.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {

/// How far it is along roads to an area, whichever way they run: the least that anybody has to go
/// who keeps to roads that are open to cars in one direction at least. A road reaches `width_m` to
/// either side of its line, and the way along it is measured on the line.
class roads_to_area {
 public:
  /// Ways longer than `limit_m` are as long as that. Both outlive it.
  roads_to_area(const road_graph& roads, const area& shape, double width_m, double limit_m);

  /// In metres of the plane, from the nearest such place within `error_mm` of `at`. Empty: no road
  /// comes that near.
  [[nodiscard]] std::optional<double> from(plane_point at, std::uint32_t error_mm) const;

 private:
  // Along an edge as its road was drawn, from its tail.
  struct stretch {
    std::int64_t from_mm;
    std::int64_t to_mm;
  };

  [[nodiscard]] bool is_open(const cell_item& item) const;
  [[nodiscard]] std::int64_t start_of(const cell_item& item) const;
  void find_inside(const area& shape);
  void search();
  [[nodiscard]] std::int64_t from_stretch(road_edge_id id, const stretch& part) const;

  const road_graph* roads_;
  double width_m_;
  std::int64_t limit_mm_;
  std::map<road_edge_id, std::vector<stretch>> inside_;
  std::vector<std::uint32_t> nodes_;  ///< millimetres, by node
};

}  // namespace beatwatch
