#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/geo/plane_box.h"

namespace beatwatch {

/// Boxes in a packed tree that never changes: along a Z-order curve, in groups of sixteen, groups
/// of groups, and so on. Finds those that meet a window in time that grows with what it finds.
class box_tree {
 public:
  explicit box_tree(std::span<const plane_box> boxes);

  /// Calls visit(index) for each box that meets the window, in no particular order.
  template <typename Visit>
  void for_each_meeting(const plane_box& window, Visit visit) const {
    if (!levels_.empty()) {
      for (std::size_t top = 0; top < levels_.back().size(); ++top) {
        search(window, levels_.size() - 1, top, visit);
      }
    }
  }

 private:
  static constexpr std::size_t group_size = 16;

  template <typename Visit>
  void search(const plane_box& window, std::size_t level, std::size_t node, Visit& visit) const {
    if (!levels_[level][node].meets(window)) {
      return;
    }
    if (level == 0) {
      visit(order_[node]);
      return;
    }
    const std::size_t last = std::min(levels_[level - 1].size(), (node + 1) * group_size);
    for (std::size_t below = node * group_size; below < last; ++below) {
      search(window, level - 1, below, visit);
    }
  }

  std::vector<std::uint32_t> order_;            ///< the boxes along the curve
  std::vector<std::vector<plane_box>> levels_;  ///< of the boxes in that order, then of groups
};

}  // namespace beatwatch
