#include "engine/roads/roads_near.h"

#include <algorithm>
#include <tuple>

#include "engine/roads/nearest_on_piece.h"
#include "engine/roads/pieces_in_box.h"

namespace beatwatch {

void roads_near::look_at(const road_graph& roads,
                         plane_point at,
                         std::uint32_t limit_mm,
                         cell_item item) {
  const edge_shape shape = roads.shape(item.edge);
  const plane_point p = shape[item.segment];
  const plane_point q = shape[item.segment + 1];
  const auto beyond = [limit = std::int64_t{limit_mm}](
                          std::int32_t v, std::int32_t a, std::int32_t b) {
    return std::int64_t{v} + limit < std::min(a, b) || std::int64_t{v} - limit > std::max(a, b);
  };
  if (beyond(at.x_mm, p.x_mm, q.x_mm) || beyond(at.y_mm, p.y_mm, q.y_mm)) {
    return;
  }
  const plane_point nearest = nearest_on_piece(at, p, q);
  const piece seen{item.edge, item.segment, nearest, segment_length_mm(at, nearest)};
  if (seen.distance_mm > limit_mm) {
    return;
  }
  const auto same = std::find_if(
      pieces_.begin(), pieces_.end(), [&](const piece& other) { return other.edge == seen.edge; });
  if (same == pieces_.end()) {
    pieces_.push_back(seen);
  } else if (std::tie(seen.distance_mm, seen.segment) <
             std::tie(same->distance_mm, same->segment)) {
    *same = seen;
  }
}

const std::vector<near_road>& roads_near::find(const road_graph& roads,
                                               plane_point at,
                                               std::uint32_t limit_mm,
                                               road_user user,
                                               std::size_t count_max) {
  pieces_.clear();
  found_.clear();
  const std::uint8_t flag = user == road_user::car ? road_edge::car : road_edge::foot;
  for_each_piece_in(roads, {at, at}, limit_mm, [&](const cell_item& item) {
    const road_edge& edge = roads.edge(item.edge);
    if (edge.has(flag) || roads.edge(edge.twin).has(flag)) {
      look_at(roads, at, limit_mm, item);
    }
  });
  std::sort(pieces_.begin(), pieces_.end(), [](const piece& a, const piece& b) {
    return std::tie(a.distance_mm, a.edge) < std::tie(b.distance_mm, b.edge);
  });
  if (pieces_.size() > count_max) {
    pieces_.resize(count_max);
  }
  for (const piece& p : pieces_) {
    const edge_shape shape = roads.shape(p.edge);
    std::uint32_t offset_mm = 0;
    for (std::uint32_t i = 0; i < p.segment; ++i) {
      offset_mm += segment_length_mm(shape[i], shape[i + 1]);
    }
    const plane_point from = shape[p.segment];
    const plane_point to = shape[p.segment + 1];
    offset_mm += std::min(segment_length_mm(from, p.at), segment_length_mm(from, to));
    found_.push_back({{p.edge, offset_mm}, p.at, p.distance_mm, from, to});
  }
  return found_;
}

}  // namespace beatwatch
