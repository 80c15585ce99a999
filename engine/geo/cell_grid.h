#pragma once
#include <cstdint>

#include "engine/geo/plane_box.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

/// Square cells of a power of two of millimetres over a box, in blocks of 16 x 16. Each cell holds
/// its low border, not its high one. Numbered block by block, row by row.
class cell_grid {
 public:
  static constexpr unsigned block_bits = 4;
  static constexpr std::uint32_t block_side = 1U << block_bits;
  static constexpr std::uint32_t cells_per_block = block_side * block_side;

  /// No cells.
  cell_grid() = default;

  /// Cells of 2^`cell_bits` mm over `box`, cut to the plane.
  cell_grid(const plane_box& box, unsigned cell_bits);

  [[nodiscard]] unsigned cell_bits() const { return cell_bits_; }
  [[nodiscard]] std::int32_t cell_side_mm() const { return std::int32_t{1} << cell_bits_; }
  [[nodiscard]] std::uint32_t block_count() const { return block_columns_ * block_rows_; }

  /// How many blocks the grid over `box` would have.
  static std::uint64_t block_count(const plane_box& box, unsigned cell_bits);

  [[nodiscard]] bool contains(plane_point p) const {
    return from_west(p) < width_mm() && from_south(p) < height_mm();
  }

  // Of points in the grid:
  [[nodiscard]] std::uint32_t column(plane_point p) const {
    return static_cast<std::uint32_t>(from_west(p) >> cell_bits_);
  }
  [[nodiscard]] std::uint32_t row(plane_point p) const {
    return static_cast<std::uint32_t>(from_south(p) >> cell_bits_);
  }
  [[nodiscard]] std::uint32_t block(std::uint32_t column, std::uint32_t row) const {
    return (row >> block_bits) * block_columns_ + (column >> block_bits);
  }
  [[nodiscard]] std::uint32_t cell(std::uint32_t column, std::uint32_t row) const {
    return block(column, row) * cells_per_block + (row % block_side) * block_side +
           column % block_side;
  }
  /// The cell's lowest point.
  [[nodiscard]] plane_point corner(std::uint32_t column, std::uint32_t row) const {
    return {static_cast<std::int32_t>(west_mm_ + (std::int64_t{column} << cell_bits_)),
            static_cast<std::int32_t>(south_mm_ + (std::int64_t{row} << cell_bits_))};
  }

 private:
  // A point before the border wraps round to a number beyond every width.
  [[nodiscard]] std::uint64_t from_west(plane_point p) const {
    return static_cast<std::uint64_t>(p.x_mm - west_mm_);
  }
  [[nodiscard]] std::uint64_t from_south(plane_point p) const {
    return static_cast<std::uint64_t>(p.y_mm - south_mm_);
  }
  [[nodiscard]] std::uint64_t width_mm() const {
    return std::uint64_t{block_columns_} << (block_bits + cell_bits_);
  }
  [[nodiscard]] std::uint64_t height_mm() const {
    return std::uint64_t{block_rows_} << (block_bits + cell_bits_);
  }

  unsigned cell_bits_ = 0;
  std::int64_t west_mm_ = 0;
  std::int64_t south_mm_ = 0;
  std::uint32_t block_columns_ = 0;
  std::uint32_t block_rows_ = 0;
};

}  // namespace beatwatch
