#include "replay/street_grid.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

// Whether a car may pass `side` towards the higher (or lower) number, or could have come that way.
bool passes(block_side side, bool upward, bool against_traffic) {
  switch (side) {
    case block_side::cut:
      return false;
    case block_side::open:
      return true;
    case block_side::onward:
      return upward != against_traffic;
    case block_side::back:
      return upward == against_traffic;
  }
  return false;
}

void close_run(street_run& run, block_side side, std::vector<street_run>& out) {
  if (!run.corners.empty()) {
    run.one_way = side != block_side::open;
    if (side == block_side::back) {
      std::reverse(run.corners.begin(), run.corners.end());
    }
    out.push_back(run);
    run.corners.clear();
  }
}

}  // namespace

street_grid::street_grid(int columns, int rows)
    : columns_(columns),
      rows_(rows),
      eastward_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows),
                block_side::open),
      northward_(eastward_) {
  check(columns >= 2 && rows >= 2, "a street grid has blocks");
}

std::size_t street_grid::index(grid_corner corner) const {
  return static_cast<std::size_t>(corner.row) * static_cast<std::size_t>(columns_) +
         static_cast<std::size_t>(corner.column);
}

block_side& street_grid::eastward(int column, int row) {
  check(column >= 0 && column < columns_ - 1 && row >= 0 && row < rows_, "the street exists");
  return eastward_[index({column, row})];
}

block_side street_grid::eastward(int column, int row) const {
  check(column >= 0 && column < columns_ - 1 && row >= 0 && row < rows_, "the street exists");
  return eastward_[index({column, row})];
}

block_side& street_grid::northward(int column, int row) {
  check(column >= 0 && column < columns_ && row >= 0 && row < rows_ - 1, "the street exists");
  return northward_[index({column, row})];
}

block_side street_grid::northward(int column, int row) const {
  check(column >= 0 && column < columns_ && row >= 0 && row < rows_ - 1, "the street exists");
  return northward_[index({column, row})];
}

std::size_t street_grid::corners_reached(bool against_traffic) const {
  std::vector<bool> seen(eastward_.size(), false);
  std::vector<grid_corner> frontier{{0, 0}};
  seen.front() = true;
  std::size_t reached = 0;
  while (!frontier.empty()) {
    const grid_corner at = frontier.back();
    frontier.pop_back();
    ++reached;
    const auto go = [&](bool exists, grid_corner to, block_side side, bool upward) {
      if (exists && passes(side, upward, against_traffic) && !seen[index(to)]) {
        seen[index(to)] = true;
        frontier.push_back(to);
      }
    };
    const auto [column, row] = at;
    const bool east = column < columns_ - 1;
    const bool west = column > 0;
    const bool north = row < rows_ - 1;
    const bool south = row > 0;
    go(east, {column + 1, row}, east ? eastward(column, row) : block_side::cut, true);
    go(west, {column - 1, row}, west ? eastward(column - 1, row) : block_side::cut, false);
    go(north, {column, row + 1}, north ? northward(column, row) : block_side::cut, true);
    go(south, {column, row - 1}, south ? northward(column, row - 1) : block_side::cut, false);
  }
  return reached;
}

bool street_grid::strongly_connected() const {
  return corners_reached(false) == eastward_.size() && corners_reached(true) == eastward_.size();
}

bool street_grid::try_change(block_side& side, block_side wanted) {
  const block_side before = std::exchange(side, wanted);
  if (strongly_connected()) {
    return true;
  }
  side = before;
  return false;
}

std::vector<street_run> street_grid::runs(const std::function<bool(grid_corner)>& ends_at) const {
  std::vector<street_run> found;
  for (const bool north : {false, true}) {
    const int lines = north ? columns_ : rows_;
    const int steps = (north ? rows_ : columns_) - 1;
    for (int line = 0; line < lines; ++line) {
      street_run run{.corners = {}, .northward = north, .line = line};
      block_side current = block_side::cut;
      for (int step = 0; step < steps; ++step) {
        const grid_corner here = north ? grid_corner{line, step} : grid_corner{step, line};
        const grid_corner next = north ? grid_corner{line, step + 1} : grid_corner{step + 1, line};
        const block_side side = north ? northward(line, step) : eastward(step, line);
        if (side != current || ends_at(here)) {
          close_run(run, current, found);
          current = side;
        }
        if (side != block_side::cut) {
          if (run.corners.empty()) {
            run.corners.push_back(here);
          }
          run.corners.push_back(next);
        }
      }
      close_run(run, current, found);
    }
  }
  return found;
}

}  // namespace beatwatch
