#include "adapters/maps/tile_lines.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace beatwatch {
namespace {

struct piece {
  tile_point from;
  tile_point to;
};

// Liang and Barsky, "A New Concept and Method for Line Clipping", ACM TOG 3(1), 1984.
std::optional<piece> clip(tile_point a, tile_point b) {
  constexpr double low = -tile_margin;
  constexpr double high = tile_extent + tile_margin;
  const auto ax = static_cast<double>(a.x);
  const auto ay = static_cast<double>(a.y);
  const double dx = static_cast<double>(b.x) - ax;
  const double dy = static_cast<double>(b.y) - ay;
  double enter = 0;
  double leave = 1;
  for (const auto& [step, room] : {std::pair{-dx, ax - low},
                                   std::pair{dx, high - ax},
                                   std::pair{-dy, ay - low},
                                   std::pair{dy, high - ay}}) {
    if (step == 0 && room < 0) {
      return std::nullopt;
    }
    if (step < 0) {
      enter = std::max(enter, room / step);
    } else if (step > 0) {
      leave = std::min(leave, room / step);
    }
  }
  if (enter > leave) {
    return std::nullopt;
  }
  const auto at = [&](double share) {
    return tile_point{std::llround(ax + share * dx), std::llround(ay + share * dy)};
  };
  return piece{enter == 0 ? a : at(enter), leave == 1 ? b : at(leave)};
}

std::int64_t tile_of(std::int64_t units) {
  return units >= 0 ? units / tile_extent : -((tile_extent - 1 - units) / tile_extent);
}

// The part of the line that lies in one tile, as lines.
void cut_for_tile(std::span<const tile_point> line,
                  const tile_name& tile,
                  std::vector<std::vector<tile_point>>& out) {
  const auto within = [&](tile_point p) {
    return tile_point{p.x - tile.column * tile_extent, p.y - tile.row * tile_extent};
  };
  std::vector<tile_point> current;
  const auto finish = [&] {
    if (current.size() >= 2) {
      out.push_back(std::move(current));
    }
    current.clear();
  };
  for (std::size_t i = 1; i < line.size(); ++i) {
    const auto kept = clip(within(line[i - 1]), within(line[i]));
    if (!kept) {
      finish();
      continue;
    }
    if (current.empty() || current.back() != kept->from) {
      finish();
      current.push_back(kept->from);
    }
    if (kept->to != current.back()) {
      current.push_back(kept->to);
    }
  }
  finish();
}

}  // namespace

void cut_line(std::uint32_t zoom, std::span<const tile_point> line, lines_by_tile& out) {
  if (line.size() < 2) {
    return;
  }
  const auto by_x = [](tile_point a, tile_point b) { return a.x < b.x; };
  const auto by_y = [](tile_point a, tile_point b) { return a.y < b.y; };
  const auto [west, east] = std::minmax_element(line.begin(), line.end(), by_x);
  const auto [north, south] = std::minmax_element(line.begin(), line.end(), by_y);
  const std::int64_t last = (std::int64_t{1} << zoom) - 1;
  const auto inside = [&](std::int64_t tile) { return std::clamp<std::int64_t>(tile, 0, last); };
  for (std::int64_t x = inside(tile_of(west->x - tile_margin));
       x <= inside(tile_of(east->x + tile_margin));
       ++x) {
    for (std::int64_t y = inside(tile_of(north->y - tile_margin));
         y <= inside(tile_of(south->y + tile_margin));
         ++y) {
      const tile_name tile{zoom, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)};
      std::vector<std::vector<tile_point>> lines;
      cut_for_tile(line, tile, lines);
      if (!lines.empty()) {
        auto& all = out[tile];
        std::move(lines.begin(), lines.end(), std::back_inserter(all));
      }
    }
  }
}

}  // namespace beatwatch
