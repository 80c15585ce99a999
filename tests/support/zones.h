#pragma once
#include <string>
#include <utility>
#include <vector>

#include "engine/model/zone.h"

namespace beatwatch {

/// A square zone of 100 m with its south-west corner at (x_m, 0): for tests that need a zone and
/// not its shape.
inline zone square_zone(std::string name,
                        std::vector<std::vector<std::string>> levels = {},
                        std::int32_t x_m = 0) {
  const std::int32_t west = x_m * 1000;
  const std::int32_t east = west + 100'000;
  return {.name = std::move(name),
          .kind = {},
          .valid_from = {},
          .levels = std::move(levels),
          .red_windows = {},
          .shape = area({{{west, 0}, {east, 0}, {east, 100'000}, {west, 100'000}}})};
}

}  // namespace beatwatch
