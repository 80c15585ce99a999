#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "engine/geo/cell_grid.h"
#include "engine/geo/cell_lists.h"
#include "engine/geo/containment_grid.h"
#include "engine/geo/outlines.h"

namespace beatwatch {

/// Finds what each cell of a `containment_grid` holds.
class containment_grid_builder {
 public:
  explicit containment_grid_builder(const outlines& shapes);

  /// Areas are added in their order.
  void add(std::uint32_t area);

  [[nodiscard]] const cell_grid& grid() const { return grid_; }
  [[nodiscard]] const std::vector<cell_lists<area_run>::item>& runs() const { return runs_; }
  /// Areas that cover whole blocks: the list of each block, one after the other.
  void take_covering(std::vector<std::uint32_t>& starts, std::vector<std::uint32_t>& areas) const;

 private:
  /// An edge meets a cell.
  struct piece {
    std::uint32_t row = 0;
    std::uint32_t column = 0;
    std::uint32_t edge = 0;
    friend auto operator<=>(const piece&, const piece&) = default;
  };
  /// From this column on, the corners of a row's cells are on another side of one edge.
  struct turn {
    std::uint32_t row = 0;
    std::uint32_t column = 0;
    friend auto operator<=>(const turn&, const turn&) = default;
  };
  /// Cells of one row that an area covers.
  struct covered_span {
    std::uint32_t row = 0;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
  };
  struct covered_block {
    std::uint32_t block = 0;
    std::uint32_t area = 0;
  };

  void trace(std::uint32_t edge);
  void sweep_row(std::uint32_t area, std::span<const piece> pieces, std::span<const turn> turns);
  void add_runs(std::uint32_t area, std::span<const piece> cell_pieces, bool corner_inside);
  void flush_covered(std::uint32_t area);

  const outlines& shapes_;
  cell_grid grid_;
  std::vector<cell_lists<area_run>::item> runs_;
  std::vector<covered_block> covered_blocks_;
  // Of the area that is being added:
  std::vector<piece> pieces_;
  std::vector<turn> turns_;
  std::vector<covered_span> covered_;             // of the block row that is being swept
  std::vector<std::uint32_t> covered_per_block_;  // cells, by column of blocks
};

}  // namespace beatwatch
