#include "engine/roads/roads_to_area.h"

#include <algorithm>
#include <cmath>

#include "engine/geo/ring_parts.h"
#include "engine/roads/pieces_in_box.h"
#include "engine/roads/search_heap.h"

namespace beatwatch {
namespace {

// Lengths of pieces and places on them are rounded to the millimetre.
constexpr std::int64_t rounding_mm = 2;

// The part of the straight piece p -> q within `radius_mm` of `at`, as fractions of its length.
std::optional<leg_part> part_within(plane_point p,
                                    plane_point q,
                                    plane_point at,
                                    double radius_mm) {
  const double dx = static_cast<double>(q.x_mm) - p.x_mm;
  const double dy = static_cast<double>(q.y_mm) - p.y_mm;
  const double px = static_cast<double>(p.x_mm) - at.x_mm;
  const double py = static_cast<double>(p.y_mm) - at.y_mm;
  const double a = dx * dx + dy * dy;
  const double b = px * dx + py * dy;
  const double c = px * px + py * py - radius_mm * radius_mm;
  const double root = b * b - a * c;
  if (a == 0.0 || root < 0.0) {
    return c <= 0.0 ? std::optional{leg_part{0.0, 1.0}} : std::nullopt;
  }
  const leg_part part{std::max(0.0, (-b - std::sqrt(root)) / a),
                      std::min(1.0, (-b + std::sqrt(root)) / a)};
  return part.from <= part.to ? std::optional{part} : std::nullopt;
}

}  // namespace

roads_to_area::roads_to_area(const road_graph& roads,
                             const area& shape,
                             double width_m,
                             double limit_m)
    : roads_(&roads),
      width_m_(width_m),
      limit_mm_(static_cast<std::int64_t>(limit_m * 1e3)),
      nodes_(roads.nodes().size(), static_cast<std::uint32_t>(limit_mm_)) {
  find_inside(shape);
  search();
}

bool roads_to_area::is_open(const cell_item& item) const {
  const road_edge& edge = roads_->edge(item.edge);
  return edge.has(road_edge::car) || roads_->edge(edge.twin).has(road_edge::car);
}

std::int64_t roads_to_area::start_of(const cell_item& item) const {
  const edge_shape shape = roads_->shape(item.edge);
  std::int64_t mm = 0;
  for (std::uint32_t i = 0; i < item.segment; ++i) {
    mm += segment_length_mm(shape[i], shape[i + 1]);
  }
  return mm;
}

void roads_to_area::find_inside(const area& shape) {
  std::vector<leg_part> parts;
  const auto width_mm = static_cast<std::int64_t>(width_m_ * 1e3) + rounding_mm;
  for_each_piece_in(*roads_, shape.bounds(), width_mm, [&](const cell_item& item) {
    if (!is_open(item)) {
      return;
    }
    const edge_shape road = roads_->shape(item.edge);
    const plane_point p = road[item.segment];
    const plane_point q = road[item.segment + 1];
    shape.inside_parts(p, q, parts);
    add_parts_beside(shape, p, q, width_m_, parts);
    const auto length = static_cast<double>(segment_length_mm(p, q));
    const std::int64_t start = parts.empty() ? 0 : start_of(item);
    for (const leg_part& part : parts) {
      inside_[item.edge].push_back(
          {start + static_cast<std::int64_t>(part.from * length) - rounding_mm,
           start + static_cast<std::int64_t>(part.to * length) + rounding_mm});
    }
  });
}

// Dijkstra's algorithm over nodes, from the ends of the roads that touch the area.
void roads_to_area::search() {
  search_heap heap;
  const auto reach = [&](road_node_id node, std::int64_t mm) {
    const auto whole = static_cast<std::uint32_t>(std::clamp<std::int64_t>(mm, 0, limit_mm_));
    if (whole < nodes_[node.value]) {
      nodes_[node.value] = whole;
      heap.push({whole, node.value});
    }
  };
  for (const auto& [id, stretches] : inside_) {
    const road_edge& edge = roads_->edge(id);
    for (const stretch& inside : stretches) {
      reach(edge.tail, inside.from_mm);
      reach(edge.head, std::int64_t{edge.length_mm} - inside.to_mm - rounding_mm);
    }
  }
  while (!heap.empty()) {
    const search_heap::entry next = heap.top();
    heap.pop();
    if (next.key > nodes_[next.id]) {
      continue;
    }
    for (const road_edge_id out : roads_->out_edges(road_node_id{next.id})) {
      const road_edge& edge = roads_->edge(out);
      if (edge.has(road_edge::car) || roads_->edge(edge.twin).has(road_edge::car)) {
        reach(edge.head,
              static_cast<std::int64_t>(next.key) + std::int64_t{edge.length_mm} - rounding_mm);
      }
    }
  }
}

std::int64_t roads_to_area::from_stretch(road_edge_id id, const stretch& part) const {
  const road_edge& edge = roads_->edge(id);
  std::int64_t least = std::min(nodes_[edge.tail.value] + part.from_mm,
                                nodes_[edge.head.value] + edge.length_mm - part.to_mm);
  if (const auto own = inside_.find(id); own != inside_.end()) {
    for (const stretch& inside : own->second) {
      least = std::min(
          least,
          std::max({std::int64_t{0}, inside.from_mm - part.to_mm, part.from_mm - inside.to_mm}));
    }
  }
  return std::clamp<std::int64_t>(least, 0, limit_mm_);
}

std::optional<double> roads_to_area::from(plane_point at, std::uint32_t error_mm) const {
  const double radius_mm = width_m_ * 1e3 + error_mm + rounding_mm;
  std::optional<std::int64_t> least;
  for_each_piece_in(
      *roads_, {at, at}, static_cast<std::int64_t>(radius_mm) + 1, [&](const cell_item& item) {
        if (!is_open(item)) {
          return;
        }
        const edge_shape road = roads_->shape(item.edge);
        const plane_point p = road[item.segment];
        const plane_point q = road[item.segment + 1];
        const auto part = part_within(p, q, at, radius_mm);
        if (!part) {
          return;
        }
        const std::int64_t start = start_of(item);
        const auto length = static_cast<double>(segment_length_mm(p, q));
        const std::int64_t mm =
            from_stretch(item.edge,
                         {start + static_cast<std::int64_t>(part->from * length) - rounding_mm,
                          start + static_cast<std::int64_t>(part->to * length) + rounding_mm});
        least = std::min(least.value_or(mm), mm);
      });
  return least ? std::optional{static_cast<double>(*least) * 1e-3} : std::nullopt;
}

}  // namespace beatwatch
