#include "tests/support/street_grid.h"

#include <cmath>
#include <utility>

#include "adapters/maps/road_build.h"
#include "tests/support/drawn_roads.h"

namespace beatwatch {

std::shared_ptr<const road_graph> street_grid(const plane_origin& origin,
                                              int streets,
                                              double apart_m) {
  constexpr std::uint32_t ordinary_mmps = 10'000;
  const auto at = [&](int column, int row) {
    const auto mm = [&](int line) {
      return static_cast<std::int32_t>(std::lround((line - (streets - 1) / 2.0) * apart_m * 1e3));
    };
    return plane_point{mm(column), mm(row)};
  };
  road_draft draft{.origin = origin, .roads = {}, .bans = {}, .attribution = "drawn"};
  const auto add = [&](int column, int row, int east, int north) {
    draft_road road;
    road.way = static_cast<std::int64_t>(draft.roads.size()) + 1;
    road.from = 1 + column + 1000 * row;
    road.to = 1 + column + east + 1000 * (row + north);
    road.shape = {at(column, row), at(column + east, row + north)};
    road.kind = road_class::residential;
    road.foot = true;
    road.forward = {true, ordinary_mmps, 2 * ordinary_mmps};
    road.backward = {(east != 0 ? row : column) % 2 == 0, ordinary_mmps, 2 * ordinary_mmps};
    draft.roads.push_back(std::move(road));
  };
  for (int line = 0; line < streets; ++line) {
    for (int i = 0; i + 1 < streets; ++i) {
      add(i, line, 1, 0);
      add(line, i, 0, 1);
    }
  }
  return view_of(build_roads(draft));
}

}  // namespace beatwatch
