#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace beatwatch {

/// What joins two neighbouring corners.
enum class block_side : std::uint8_t {
  cut,     ///< no street here
  open,    ///< both ways
  onward,  ///< one way, towards the higher number
  back     ///< one way, towards the lower number
};

struct grid_corner {
  int column = 0;
  int row = 0;
};

/// The longest run of one street, as corners in order of travel: a one-way run towards lower
/// numbers is listed backwards.
struct street_run {
  std::vector<grid_corner> corners;
  bool one_way = false;
  bool northward = false;  ///< it runs north and `line` is a column; otherwise east, a row
  int line = 0;
};

/// Which corners of a grid of streets are joined, and in which direction. It begins with every
/// street open and is carved down from there.
class street_grid {
 public:
  /// Both numbers of corners are at least 2.
  street_grid(int columns, int rows);

  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] int rows() const { return rows_; }

  /// The street from (column, row) to (column + 1, row); `column` < columns - 1.
  [[nodiscard]] block_side& eastward(int column, int row);
  [[nodiscard]] block_side eastward(int column, int row) const;
  /// The street from (column, row) to (column, row + 1); `row` < rows - 1.
  [[nodiscard]] block_side& northward(int column, int row);
  [[nodiscard]] block_side northward(int column, int row) const;

  /// True when every corner can be reached from every other one by car.
  [[nodiscard]] bool strongly_connected() const;

  /// Sets `side`, one of this grid's, unless that would part the grid. Says whether it did.
  bool try_change(block_side& side, block_side wanted);

  /// Every run of street. A run also ends where `ends_at` holds and where the direction of travel
  /// changes.
  [[nodiscard]] std::vector<street_run> runs(const std::function<bool(grid_corner)>& ends_at) const;

 private:
  [[nodiscard]] std::size_t index(grid_corner corner) const;
  [[nodiscard]] std::size_t corners_reached(bool against_traffic) const;

  int columns_;
  int rows_;
  std::vector<block_side> eastward_;
  std::vector<block_side> northward_;
};

}  // namespace beatwatch
