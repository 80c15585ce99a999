#include "engine/roads/snap.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "engine/roads/heading_vector.h"
#include "engine/roads/nearest_on_piece.h"

namespace beatwatch {
namespace {

class snapper {
 public:
  snapper(const road_graph& roads,
          plane_point at,
          std::uint32_t limit_mm,
          road_user user,
          std::optional<std::uint16_t> heading_cdeg)
      : roads_(roads),
        grid_(roads.header()),
        at_(at),
        limit_mm_(limit_mm),
        flag_(user == road_user::car ? road_edge::car : road_edge::foot) {
    if (heading_cdeg) {
      heading_ = vector_of_heading(*heading_cdeg);
    }
  }

  std::optional<snapped_place> nearest() {
    const std::int64_t side = grid_.cell_mm;
    const std::int64_t east = std::int64_t{at_.x_mm} - grid_.cells_west_mm;
    const std::int64_t north = std::int64_t{at_.y_mm} - grid_.cells_south_mm;
    const std::int64_t column = floor_divide(east, side);
    const std::int64_t row = floor_divide(north, side);
    // What lies outside the rings looked at so far is at least this far away.
    const std::int64_t to_border = std::min({east - column * side,
                                             (column + 1) * side - east,
                                             north - row * side,
                                             (row + 1) * side - north});
    for (std::int64_t ring = 0; !is_around_grid(column, row, ring); ++ring) {
      look_at_ring(column, row, ring);
      const std::int64_t seen_mm = ring * side + to_border;
      if (seen_mm > std::int64_t{limit_mm_} || (best_ && seen_mm > best_->score)) {
        break;
      }
    }
    return best_ ? std::optional{result()} : std::nullopt;
  }

 private:
  struct hit {
    std::int64_t score = 0;  // distance, and what a contrary one-way road adds
    std::uint32_t distance_mm = 0;
    road_edge_id edge;
    std::uint32_t segment = 0;
    plane_point at;
  };

  static std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
    return value >= 0 ? value / by : -((-value + by - 1) / by);
  }

  // Whether a ring of this size runs around the whole grid: smaller ones have seen all of it.
  bool is_around_grid(std::int64_t column, std::int64_t row, std::int64_t ring) const {
    return column - ring < 0 && row - ring < 0 && column + ring >= grid_.cell_columns &&
           row + ring >= grid_.cell_rows;
  }

  void look_at_ring(std::int64_t column, std::int64_t row, std::int64_t ring) {
    const std::int64_t west = std::max<std::int64_t>(column - ring, 0);
    const std::int64_t east = std::min<std::int64_t>(column + ring, grid_.cell_columns - 1LL);
    const std::int64_t north = std::min<std::int64_t>(row + ring, grid_.cell_rows - 1LL);
    for (std::int64_t y = std::max<std::int64_t>(row - ring, 0); y <= north; ++y) {
      if (y == row - ring || y == row + ring) {
        for (std::int64_t x = west; x <= east; ++x) {
          look_at_cell(x, y);
        }
        continue;
      }
      for (const std::int64_t x : {column - ring, column + ring}) {
        if (x >= 0 && x < grid_.cell_columns) {
          look_at_cell(x, y);
        }
      }
    }
  }

  void look_at_cell(std::int64_t column, std::int64_t row) {
    for (const cell_item& item :
         roads_.cell(static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row))) {
      const bool open_forward = is_open(item.edge);
      const bool open_backward = is_open(roads_.edge(item.edge).twin);
      if (!open_forward && !open_backward) {
        continue;
      }
      const edge_shape shape = roads_.shape(item.edge);
      const plane_point p = shape[item.segment];
      const plane_point q = shape[item.segment + 1];
      const plane_point at = nearest_on_piece(at_, p, q);
      const std::uint32_t distance_mm = segment_length_mm(at_, at);
      if (distance_mm > limit_mm_) {
        continue;
      }
      const double along = along_heading(p, q);
      const bool contrary = (along < 0.0 && !open_backward) || (along > 0.0 && !open_forward);
      const std::int64_t score =
          std::int64_t{distance_mm} + (contrary ? std::int64_t{against_heading_mm} : 0);
      const hit found{score, distance_mm, item.edge, item.segment, at};
      if (!best_ || stands_before(found, *best_)) {
        best_ = found;
      }
    }
  }

  bool is_open(road_edge_id edge) const { return roads_.edge(edge).has(flag_); }

  // Positive where the heading goes with the segment; 0 without a heading.
  double along_heading(plane_point p, plane_point q) const {
    if (!heading_) {
      return 0.0;
    }
    return heading_->east * (static_cast<double>(q.x_mm) - p.x_mm) +
           heading_->north * (static_cast<double>(q.y_mm) - p.y_mm);
  }

  bool stands_before(const hit& a, const hit& b) const {
    if (a.score != b.score) {
      return a.score < b.score;
    }
    const auto names = [&](const hit& h) {
      const road_edge& edge = roads_.edge(h.edge);
      const std::int64_t tail = roads_.node(edge.tail).osm_id;
      const std::int64_t head = roads_.node(edge.head).osm_id;
      // The edge's number follows from the ways' own order where all names are equal.
      return std::tuple{
          std::min(tail, head), std::max(tail, head), roads_.way(h.edge), h.edge.value, h.segment};
    };
    return names(a) < names(b);
  }

  snapped_place result() const {
    const edge_shape shape = roads_.shape(best_->edge);
    std::uint32_t offset_mm = 0;
    for (std::uint32_t i = 0; i < best_->segment; ++i) {
      offset_mm += segment_length_mm(shape[i], shape[i + 1]);
    }
    const plane_point p = shape[best_->segment];
    const plane_point q = shape[best_->segment + 1];
    offset_mm += std::min(segment_length_mm(p, best_->at), segment_length_mm(p, q));
    const road_place drawn{best_->edge, offset_mm};
    const bool backward_wished = along_heading(p, q) < 0.0;
    const road_edge_id twin = roads_.edge(best_->edge).twin;
    const bool backward = is_open(twin) && (backward_wished || !is_open(best_->edge));
    return {backward ? roads_.turned_round(drawn) : drawn, best_->at, best_->distance_mm};
  }

  const road_graph& roads_;
  const road_header& grid_;
  plane_point at_;
  std::uint32_t limit_mm_;
  std::uint8_t flag_;
  std::optional<heading_vector> heading_;
  std::optional<hit> best_;
};

}  // namespace

std::optional<snapped_place> snap(const road_graph& roads,
                                  plane_point at,
                                  std::uint32_t limit_mm,
                                  road_user user,
                                  std::optional<std::uint16_t> heading_cdeg) {
  return snapper{roads, at, limit_mm, user, heading_cdeg}.nearest();
}

}  // namespace beatwatch
