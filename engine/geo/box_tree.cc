#include "engine/geo/box_tree.h"

#include <numeric>

namespace beatwatch {
namespace {

/// The bits of `value` with a zero before each.
std::uint64_t spread(std::uint32_t value) {
  std::uint64_t bits = value;
  bits = (bits | bits << 16U) & 0x0000FFFF0000FFFFULL;
  bits = (bits | bits << 8U) & 0x00FF00FF00FF00FFULL;
  bits = (bits | bits << 4U) & 0x0F0F0F0F0F0F0F0FULL;
  bits = (bits | bits << 2U) & 0x3333333333333333ULL;
  return (bits | bits << 1U) & 0x5555555555555555ULL;
}

/// Place of a box's centre on the Z-order curve over the plane.
std::uint64_t place(const plane_box& box) {
  const std::int64_t x = (std::int64_t{box.low.x_mm} + box.high.x_mm) / 2 + plane_limit_mm;
  const std::int64_t y = (std::int64_t{box.low.y_mm} + box.high.y_mm) / 2 + plane_limit_mm;
  return spread(static_cast<std::uint32_t>(x)) | spread(static_cast<std::uint32_t>(y)) << 1U;
}

}  // namespace

box_tree::box_tree(std::span<const plane_box> boxes) : order_(boxes.size()) {
  std::iota(order_.begin(), order_.end(), 0U);
  std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return place(boxes[a]) < place(boxes[b]);
  });
  std::vector<plane_box> level;
  for (const std::uint32_t box : order_) {
    level.push_back(boxes[box]);
  }
  while (!level.empty()) {
    levels_.push_back(std::move(level));
    level.clear();
    const std::vector<plane_box>& below = levels_.back();
    for (std::size_t i = 0; below.size() > group_size && i < below.size(); ++i) {
      if (i % group_size == 0) {
        level.push_back(below[i]);
      }
      level.back().include(below[i]);
    }
  }
}

}  // namespace beatwatch
