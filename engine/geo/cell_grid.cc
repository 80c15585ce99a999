#include "engine/geo/cell_grid.h"

#include <limits>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

std::int64_t blocks(std::int32_t low, std::int32_t high, unsigned block_shift) {
  return (std::int64_t{high} >> block_shift) - (std::int64_t{low} >> block_shift) + 1;
}

}  // namespace

std::uint64_t cell_grid::block_count(const plane_box& box, unsigned cell_bits) {
  const unsigned shift = cell_bits + block_bits;
  return static_cast<std::uint64_t>(blocks(box.low.x_mm, box.high.x_mm, shift) *
                                    blocks(box.low.y_mm, box.high.y_mm, shift));
}

cell_grid::cell_grid(const plane_box& box, unsigned cell_bits) : cell_bits_(cell_bits) {
  const unsigned shift = cell_bits + block_bits;
  check(block_count(box, cell_bits) <= std::numeric_limits<std::uint32_t>::max() / cells_per_block,
        "the cells of a grid have 32-bit numbers");
  west_mm_ = (std::int64_t{box.low.x_mm} >> shift) << shift;
  south_mm_ = (std::int64_t{box.low.y_mm} >> shift) << shift;
  block_columns_ = static_cast<std::uint32_t>(blocks(box.low.x_mm, box.high.x_mm, shift));
  block_rows_ = static_cast<std::uint32_t>(blocks(box.low.y_mm, box.high.y_mm, shift));
}

}  // namespace beatwatch
