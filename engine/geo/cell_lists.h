#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "engine/geo/cell_grid.h"

namespace beatwatch {

/// A list of entries for each cell of a grid; memory only for blocks that have some. In the order
/// in which they were given.
template <typename Entry>
class cell_lists {
 public:
  struct item {
    std::uint32_t cell = 0;  ///< its number in the grid
    Entry entry;
  };

  cell_lists() = default;
  cell_lists(const cell_grid& grid, const std::vector<item>& items)
      : slots_(grid.block_count(), 0) {
    for (const item& each : items) {
      slots_[each.cell / cell_grid::cells_per_block] = 1;
    }
    std::uint32_t used = 0;
    for (std::uint32_t& slot : slots_) {
      slot = slot == 1 ? ++used : 0;
    }
    // Slot 0 is the block without entries, which all empty blocks share.
    starts_.assign((std::size_t{used} + 1) * cell_grid::cells_per_block + 1, 0);
    for (const item& each : items) {
      ++starts_[slot_of(each.cell) + 1];
    }
    for (std::size_t i = 1; i < starts_.size(); ++i) {
      starts_[i] += starts_[i - 1];
    }
    entries_.resize(items.size());
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    for (const item& each : items) {
      entries_[next[slot_of(each.cell)]++] = each.entry;
    }
  }

  [[nodiscard]] std::span<const Entry> at(std::uint32_t cell) const {
    return entries(bounds(cell));
  }

  // The same in two steps, so that a caller with many points can prefetch what the next one reads.
  [[nodiscard]] const std::uint32_t* bounds(std::uint32_t cell) const {
    return &starts_[slot_of(cell)];
  }
  [[nodiscard]] std::span<const Entry> entries(const std::uint32_t* bounds) const {
    return {entries_.data() + bounds[0], entries_.data() + bounds[1]};
  }

 private:
  [[nodiscard]] std::size_t slot_of(std::uint32_t cell) const {
    return std::size_t{slots_[cell / cell_grid::cells_per_block]} * cell_grid::cells_per_block +
           cell % cell_grid::cells_per_block;
  }

  std::vector<std::uint32_t> slots_;   ///< of each block, in `starts_`
  std::vector<std::uint32_t> starts_;  ///< of each cell, in `entries_`; then their number
  std::vector<Entry> entries_;
};

}  // namespace beatwatch
