#include "engine/geo/distance_grid_build.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace beatwatch {
namespace {

constexpr unsigned cell_bits_min = 15;  // 32.8 m
constexpr double runs_max = 24e6;
// Distances are rounded: an edge is dropped only if it is farther by more than that can amount to.
constexpr double surely_less = 1.0 - 1e-9;
constexpr double squared_margin_mm2 = 1.0;

plane_box expanded(const plane_box& box, double by_mm) {
  const auto clamped = [](double coordinate_mm) {
    return static_cast<std::int32_t>(
        std::clamp<double>(coordinate_mm, -plane_limit_mm, plane_limit_mm));
  };
  return {{clamped(box.low.x_mm - by_mm), clamped(box.low.y_mm - by_mm)},
          {clamped(box.high.x_mm + by_mm), clamped(box.high.y_mm + by_mm)}};
}

cell_grid grid_for(const outlines& shapes, double reach_mm, unsigned bits) {
  if (shapes.size() == 0) {
    return {};
  }
  plane_box all = expanded(shapes.bounds.front(), reach_mm);
  double square_mm = 0.0;
  for (const plane_box& each : shapes.bounds) {
    const plane_box box = expanded(each, reach_mm);
    all.include(box);
    square_mm += (static_cast<double>(box.high.x_mm) - box.low.x_mm) *
                 (static_cast<double>(box.high.y_mm) - box.low.y_mm);
  }
  const auto cell_mm2 = [&] { return static_cast<double>(std::uint64_t{1} << (2 * bits)); };
  while (square_mm / cell_mm2() > runs_max ||
         static_cast<double>(cell_grid::block_count(all, bits)) > runs_max / 10.0) {
    ++bits;
  }
  return {all, bits};
}

}  // namespace

distance_grid_builder::distance_grid_builder(const outlines& shapes,
                                             const containment_grid& containment,
                                             metres reach)
    : shapes_(shapes),
      containment_(containment),
      reach_mm_(reach.value * 1e3),
      // The corner of each cell is one of a cell of `containment`.
      grid_(grid_for(shapes, reach_mm_, std::max(cell_bits_min, containment.cell_bits()))) {}

void distance_grid_builder::add(std::uint32_t area) {
  area_ = area;
  edges_.clear();
  lines_.clear();
  first_edge_ = shapes_.ring_starts[shapes_.first_rings[area]];
  shapes_.for_each_edge(area, [this](std::uint32_t edge) {
    edges_.push_back(edge);
    lines_.resize(edge - first_edge_);  // the place that begins no edge stays unused
    lines_.emplace_back(shapes_.vertices[edge], shapes_.vertices[edge + 1]);
  });
  const plane_box box = expanded(shapes_.bounds[area], reach_mm_);
  const std::int64_t longest = std::max(std::int64_t{box.high.x_mm} - box.low.x_mm,
                                        std::int64_t{box.high.y_mm} - box.low.y_mm);
  unsigned bits = grid_.cell_bits();
  while ((std::int64_t{1} << bits) <= longest) {
    ++bits;
  }
  // Not longer than a square, the box meets at most two squares each way.
  const edge_range all{0, edges_.size()};
  for (std::int32_t y = box.low.y_mm >> bits; y <= box.high.y_mm >> bits; ++y) {
    for (std::int32_t x = box.low.x_mm >> bits; x <= box.high.x_mm >> bits; ++x) {
      descend({.corner = {x << bits, y << bits}, .bits = bits}, side::unknown, all);
    }
  }
}

void distance_grid_builder::descend(const square& at, side known, edge_range passed_on) {
  const std::size_t before = edges_.size();
  const edge_range kept = keep_needed(at, passed_on);
  const double centre_mm = from_centre_mm(at, kept) * surely_less;
  const double away_mm = centre_mm - square_corners(at.corner, at.bits).half_diagonal() - 1.0;
  if (known == side::unknown && away_mm > 0.0) {
    // The boundary does not meet the square: it lies to the area as its corner does.
    known = containment_.holds_corner(area_, at.corner) ? side::inside : side::outside;
  }
  if (known != side::outside || away_mm <= reach_mm_) {
    if (at.bits == grid_.cell_bits()) {
      emit(at, kept, placed(at, known, centre_mm));
    } else {
      const unsigned bits = at.bits - 1;
      const std::int32_t half_mm = std::int32_t{1} << bits;
      const auto [west, south] = at.corner;
      descend({{west, south}, bits}, known, kept);
      descend({{west + half_mm, south}, bits}, known, kept);
      descend({{west, south + half_mm}, bits}, known, kept);
      descend({{west + half_mm, south + half_mm}, bits}, known, kept);
    }
  }
  edges_.resize(before);
}

double distance_grid_builder::from_centre_mm(const square& at, edge_range kept) const {
  const fine_point centre = square_corners{at.corner, at.bits}.centre();
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = kept.first; i < kept.last; ++i) {
    least = std::min(least, line(edges_[i]).squared_distance(centre));
  }
  return std::sqrt(least);
}

distance_grid_builder::edge_range distance_grid_builder::keep_needed(const square& at,
                                                                     edge_range passed_on) {
  // Two edges are looked at together, so nothing is gained by one less.
  if (passed_on.last - passed_on.first <= 2) {
    return passed_on;
  }
  const square_corners corners{at.corner, at.bits};
  nearest_witnesses witnesses;
  seen_.clear();
  for (std::size_t i = passed_on.first; i < passed_on.last; ++i) {
    seen_.push_back({.edge = edges_[i], .from = corners.see(line(edges_[i]))});
    witnesses.add(static_cast<double>(i), seen_.back().from.squared_mm2);
  }
  std::array<four_corners, 4> ruled_out_beyond{};
  for (std::size_t c = 0; c < 4; ++c) {
    const edge_line& nearest = line(edges_[witnesses.place(c)]);
    ruled_out_beyond[c] =
        corners.squared_distances(nearest.nearest(corners.corner(c))) + squared_margin_mm2;
  }
  const std::size_t first_kept = edges_.size();
  for (std::size_t i = 0; i < seen_.size(); ++i) {
    const seen_edge& each = seen_[i];
    const bool after_another = i > 0 && seen_[i - 1].edge + 1 == each.edge;
    const bool before_another = i + 1 < seen_.size() && seen_[i + 1].edge == each.edge + 1;
    const bool as_its_neighbour =
        (each.from.at_start && after_another) ||
        (each.from.at_end && before_another && !seen_[i + 1].from.at_start);
    const four_corners surely = each.from.squared_mm2 * surely_less;
    const bool ruled_out =
        surely.exceeds(ruled_out_beyond[0]) || surely.exceeds(ruled_out_beyond[1]) ||
        surely.exceeds(ruled_out_beyond[2]) || surely.exceeds(ruled_out_beyond[3]);
    if ((!as_its_neighbour && !ruled_out) || meets(each.edge, at)) {
      edges_.push_back(each.edge);
    }
  }
  return {first_kept, edges_.size()};
}

/// The bounding box of an edge and a closed square.
bool distance_grid_builder::meets(std::uint32_t edge, const square& at) const {
  const plane_point a = shapes_.vertices[edge];
  const plane_point b = shapes_.vertices[edge + 1];
  const std::int64_t side_mm = std::int64_t{1} << at.bits;
  return std::max(a.x_mm, b.x_mm) >= at.corner.x_mm && std::max(a.y_mm, b.y_mm) >= at.corner.y_mm &&
         std::min(a.x_mm, b.x_mm) <= at.corner.x_mm + side_mm &&
         std::min(a.y_mm, b.y_mm) <= at.corner.y_mm + side_mm;
}

std::uint16_t distance_grid_builder::placed(const square& at, side known, double centre_mm) const {
  if (known == side::inside) {
    return near_run::all_inside;
  }
  if (known == side::outside) {
    return static_cast<std::uint16_t>(std::min(centre_mm / 100.0, 65'535.0));
  }
  return containment_.holds_corner(area_, at.corner) ? near_run::on_boundary_corner_inside
                                                     : near_run::on_boundary_corner_outside;
}

void distance_grid_builder::emit(const square& at, edge_range kept, std::uint16_t placed) {
  if (!grid_.contains(at.corner)) {
    return;
  }
  constexpr std::uint32_t edges_max = std::numeric_limits<std::uint16_t>::max();
  constexpr std::uint32_t bridged_max = 2;
  const std::uint32_t cell = grid_.cell(grid_.column(at.corner), grid_.row(at.corner));
  const std::size_t first_run = runs_.size();
  for (std::size_t i = kept.first; i < kept.last; ++i) {
    const std::uint32_t edge = edges_[i];
    near_run* const open = runs_.size() > first_run ? &runs_.back().entry : nullptr;
    // An edge between two that are needed does no harm and is cheaper than a run of its own.
    if (open != nullptr && edge - open->first_edge < edges_max &&
        edge - (open->first_edge + open->edges) <= bridged_max &&
        same_ring(open->first_edge, edge)) {
      open->edges = static_cast<std::uint16_t>(edge - open->first_edge + 1);
    } else {
      runs_.push_back({.cell = cell,
                       .entry = {.area = area_, .first_edge = edge, .edges = 1, .placed = placed}});
    }
  }
}

bool distance_grid_builder::same_ring(std::uint32_t edge, std::uint32_t later) const {
  const auto first = shapes_.ring_starts.begin() + shapes_.first_rings[area_];
  const auto last = shapes_.ring_starts.begin() + shapes_.first_rings[area_ + 1] + 1;
  return std::upper_bound(first, last, edge) == std::upper_bound(first, last, later);
}

}  // namespace beatwatch
