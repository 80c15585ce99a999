#include "engine/geo/containment_grid_build.h"

#include <algorithm>
#include <cstdlib>

namespace beatwatch {
namespace {

constexpr unsigned cell_bits_min =
    14;  // 16.4 m: the fastest of 8, 16 and 32 m at ten thousand zones
constexpr double bytes_max = 256.0 * (1 << 20);

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}
std::int64_t ceil_div(std::int64_t a, std::int64_t b) { return -floor_div(-a, b); }

plane_box bounds_of(const outlines& shapes) {
  plane_box all = shapes.bounds.empty() ? plane_box{} : shapes.bounds.front();
  for (const plane_box& each : shapes.bounds) {
    all.include(each);
  }
  return all;
}

/// About how many bytes the lists take, from above.
double bytes(const outlines& shapes, const plane_box& all, unsigned cell_bits) {
  const double cell_mm = static_cast<double>(std::uint64_t{1} << cell_bits);
  double met_cells = 0.0;
  double covered_cells = 0.0;
  for (std::uint32_t area = 0; area < shapes.size(); ++area) {
    double length = 0.0;
    shapes.for_each_edge(area, [&](std::uint32_t e) {
      const plane_point a = shapes.vertices[e];
      const plane_point b = shapes.vertices[e + 1];
      length += std::abs(static_cast<double>(a.x_mm) - b.x_mm) +
                std::abs(static_cast<double>(a.y_mm) - b.y_mm);
    });
    const plane_box& box = shapes.bounds[area];
    const double width = static_cast<double>(box.high.x_mm) - box.low.x_mm;
    const double height = static_cast<double>(box.high.y_mm) - box.low.y_mm;
    const double met = length / cell_mm + 2.0;
    met_cells += met;
    covered_cells += std::min(width * height / (cell_mm * cell_mm), met * cell_grid::block_side);
  }
  const auto blocks = static_cast<double>(cell_grid::block_count(all, cell_bits));
  const double used_blocks = std::min(blocks, met_cells);
  return blocks * 12.0 + used_blocks * cell_grid::cells_per_block * 4.0 +
         (met_cells + covered_cells) * sizeof(area_run);
}

cell_grid grid_for(const outlines& shapes) {
  const plane_box all = bounds_of(shapes);
  unsigned bits = cell_bits_min;
  while (bytes(shapes, all, bits) > bytes_max) {
    ++bits;
  }
  return {all, bits};
}

/// Where an edge that is not level reaches a height, rounded down and up.
struct x_range {
  std::int64_t low;
  std::int64_t high;
};
x_range x_at(plane_point a, plane_point b, std::int64_t y) {
  const std::int64_t over = (y - a.y_mm) * (std::int64_t{b.x_mm} - a.x_mm);
  const std::int64_t under = std::int64_t{b.y_mm} - a.y_mm;
  return {a.x_mm + floor_div(over, under), a.x_mm + ceil_div(over, under)};
}

}  // namespace

containment_grid_builder::containment_grid_builder(const outlines& shapes)
    : shapes_(shapes), grid_(grid_for(shapes)) {}

void containment_grid_builder::add(std::uint32_t area) {
  pieces_.clear();
  turns_.clear();
  shapes_.for_each_edge(area, [this](std::uint32_t edge) { trace(edge); });
  std::sort(pieces_.begin(), pieces_.end());
  std::sort(turns_.begin(), turns_.end());
  const auto end_of_row = [](const auto& list, std::size_t from, std::uint32_t row) {
    while (from < list.size() && list[from].row == row) {
      ++from;
    }
    return from;
  };
  std::size_t first_turn = 0;
  for (std::size_t from = 0; from < pieces_.size();) {
    const std::uint32_t row = pieces_[from].row;
    const std::size_t to = end_of_row(pieces_, from, row);
    const std::size_t turn_end = end_of_row(turns_, first_turn, row);
    if (!covered_.empty() &&
        covered_.front().row / cell_grid::block_side != row / cell_grid::block_side) {
      flush_covered(area);
    }
    sweep_row(area,
              std::span{pieces_}.subspan(from, to - from),
              std::span{turns_}.subspan(first_turn, turn_end - first_turn));
    from = to;
    first_turn = turn_end;
  }
  flush_covered(area);
}

/// Notes the cells that an edge meets, row by row, and the turn that it makes in each.
void containment_grid_builder::trace(std::uint32_t edge) {
  const plane_point a = shapes_.vertices[edge];
  const plane_point b = shapes_.vertices[edge + 1];
  const auto [x_low, x_high] = std::minmax(a.x_mm, b.x_mm);
  const auto [y_low, y_high] = std::minmax(a.y_mm, b.y_mm);
  const std::uint32_t last_row = grid_.row({x_low, y_high});
  for (std::uint32_t row = grid_.row({x_low, y_low}); row <= last_row; ++row) {
    const std::int64_t south = grid_.corner(0, row).y_mm;
    x_range met{x_low, x_high};
    if (y_low != y_high) {
      const x_range below = x_at(a, b, std::max<std::int64_t>(south, y_low));
      const x_range above =
          x_at(a, b, std::min<std::int64_t>(south + grid_.cell_side_mm(), y_high));
      met = {std::min(below.low, above.low), std::max(below.high, above.high)};
    }
    const std::uint32_t last = grid_.column({static_cast<std::int32_t>(met.high), y_low});
    for (std::uint32_t c = grid_.column({static_cast<std::int32_t>(met.low), y_low}); c <= last;
         ++c) {
      pieces_.push_back({.row = row, .column = c, .edge = edge});
    }
    if ((a.y_mm > south) != (b.y_mm > south)) {
      const std::int64_t from_west = x_at(a, b, south).high - grid_.corner(0, row).x_mm;
      turns_.push_back(
          {.row = row,
           .column = static_cast<std::uint32_t>(ceil_div(from_west, grid_.cell_side_mm()))});
    }
  }
}

void containment_grid_builder::sweep_row(std::uint32_t area,
                                         std::span<const piece> pieces,
                                         std::span<const turn> turns) {
  std::size_t turned = 0;
  const auto corner_inside = [&](std::uint32_t column) {
    while (turned < turns.size() && turns[turned].column <= column) {
      ++turned;
    }
    return turned % 2 == 1;
  };
  for (std::size_t from = 0; from < pieces.size();) {
    const std::uint32_t column = pieces[from].column;
    std::size_t to = from;
    while (to < pieces.size() && pieces[to].column == column) {
      ++to;
    }
    add_runs(area, pieces.subspan(from, to - from), corner_inside(column));
    if (to < pieces.size() && pieces[to].column > column + 1 && corner_inside(column + 1)) {
      covered_.push_back({.row = pieces[from].row, .from = column + 1, .to = pieces[to].column});
    }
    from = to;
  }
}

void containment_grid_builder::add_runs(std::uint32_t area,
                                        std::span<const piece> cell_pieces,
                                        bool corner_inside) {
  const std::uint32_t cell = grid_.cell(cell_pieces.front().column, cell_pieces.front().row);
  const std::size_t first = runs_.size();
  for (const piece& each : cell_pieces) {
    area_run* const open = runs_.size() > first ? &runs_.back().entry : nullptr;
    if (open != nullptr && open->first_edge + open->edges == each.edge) {
      ++open->edges;
    } else {
      if (open != nullptr) {
        open->continued = 1;
      }
      runs_.push_back({.cell = cell,
                       .entry = {.area = area,
                                 .first_edge = each.edge,
                                 .edges = 1,
                                 .corner_inside = corner_inside ? 1U : 0U}});
    }
  }
}

/// Turns the spans of a row of blocks into covered blocks and, where a block is not covered whole,
/// covered cells.
void containment_grid_builder::flush_covered(std::uint32_t area) {
  constexpr std::uint32_t side = cell_grid::block_side;
  const auto for_each_block = [](const covered_span& span, auto visit) {
    for (std::uint32_t from = span.from; from < span.to;) {
      const std::uint32_t to = std::min(span.to, (from / side + 1) * side);
      visit(from / side, from, to);
      from = to;
    }
  };
  const std::uint32_t west = grid_.column(shapes_.bounds[area].low) / side;
  covered_per_block_.clear();
  for (const covered_span& span : covered_) {
    covered_per_block_.resize(
        std::max<std::size_t>(covered_per_block_.size(), (span.to - 1) / side - west + 1));
    for_each_block(span, [&](std::uint32_t block, std::uint32_t from, std::uint32_t to) {
      covered_per_block_[block - west] += to - from;
    });
  }
  for (const covered_span& span : covered_) {
    for_each_block(span, [&](std::uint32_t block, std::uint32_t from, std::uint32_t to) {
      if (covered_per_block_[block - west] < cell_grid::cells_per_block) {
        for (std::uint32_t column = from; column < to; ++column) {
          runs_.push_back(
              {.cell = grid_.cell(column, span.row), .entry = {.area = area, .corner_inside = 1}});
        }
      } else if (span.row % side == 0) {
        covered_blocks_.push_back({.block = grid_.block(from, span.row), .area = area});
      }
    });
  }
  covered_.clear();
}

void containment_grid_builder::take_covering(std::vector<std::uint32_t>& starts,
                                             std::vector<std::uint32_t>& areas) const {
  starts.assign(std::size_t{grid_.block_count()} + 1, 0);
  for (const covered_block& each : covered_blocks_) {
    ++starts[each.block + 1];
  }
  for (std::size_t i = 1; i < starts.size(); ++i) {
    starts[i] += starts[i - 1];
  }
  areas.resize(covered_blocks_.size());
  std::vector<std::uint32_t> next(starts.begin(), starts.end() - 1);
  for (const covered_block& each : covered_blocks_) {
    areas[next[each.block]++] = each.area;
  }
}

}  // namespace beatwatch
