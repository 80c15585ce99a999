#include "engine/geo/area_index.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/geo/corner_way.h"
#include "engine/geo/nearest_on_edges.h"

namespace beatwatch {
namespace {

/// The box around the points at most `within` away, and a little more.
plane_box window_around(plane_point at, metres within) {
  const double margin_mm = within.value * 1e3 + 1.0;
  const auto bounded = [](double mm) {
    return static_cast<std::int32_t>(std::clamp<double>(mm, -plane_limit_mm, plane_limit_mm));
  };
  return {{bounded(at.x_mm - margin_mm), bounded(at.y_mm - margin_mm)},
          {bounded(at.x_mm + margin_mm), bounded(at.y_mm + margin_mm)}};
}

}  // namespace

area_index::area_index(std::span<const area> areas, metres reach)
    : shapes_(std::make_unique<const outlines>(areas)),
      containment_(shapes_.get()),
      distances_(shapes_.get(), containment_, reach),
      boxes_(shapes_->bounds) {}

void area_index::containing(plane_point at, std::vector<std::uint32_t>& hits) const {
  hits.clear();
  containment_.for_each_containing(at, [&](std::uint32_t area) { hits.push_back(area); });
  std::sort(hits.begin(), hits.end());
}

void area_index::containing(std::span<const plane_point> points,
                            std::vector<containment>& pairs) const {
  containment_.find_pairs(points, pairs);
}

void area_index::near(plane_point at, metres within, std::vector<near_area>& hits) const {
  if (within <= reach()) {
    near_within_reach(at, within, hits);
  } else {
    near_beyond_reach(at, within, hits);
  }
}

void area_index::near_within_reach(plane_point at,
                                   metres within,
                                   std::vector<near_area>& hits) const {
  hits.clear();
  if (!distances_.covers(at)) {
    return;
  }
  const distance_grid::surroundings here = distances_.around(at);
  const double placed_max = here.placed_max(within);
  constexpr std::size_t chosen_max = 64;
  std::array<const near_run*, chosen_max> chosen;  // filled as far as it is read
  nearest_on_edges nearest;
  corner_way way{here.corner, at};
  for (auto runs = here.runs; !runs.empty();
       runs = runs.subspan(std::min(chosen_max, runs.size()))) {
    // Chosen without a branch, which would be mispredicted every other time.
    std::size_t count = 0;
    for (const near_run& run : runs.first(std::min(chosen_max, runs.size()))) {
      chosen[count] = &run;
      count += run.placed <= placed_max ? 1 : 0;
    }
    for (const near_run* const run : std::span{chosen}.first(count)) {
      const plane_point* const vertices = &shapes_->vertices[run->first_edge];
      if (hits.empty() || hits.back().area != run->area) {
        hits.push_back({.area = run->area});
        nearest = {};
        way = {here.corner, at};
      }
      nearest.look(at, vertices, run->edges);
      bool inside = run->placed == near_run::all_inside;
      if (run->placed < near_run::all_inside) {
        way.follow(vertices, run->edges);
        inside = way.is_inside(run->placed == near_run::on_boundary_corner_inside);
      }
      hits.back().to = nearest.to_boundary_distance(at, inside);
    }
  }
  std::erase_if(hits, [&](const near_area& hit) { return hit.to.signed_m < -within.value; });
}

void area_index::near_beyond_reach(plane_point at,
                                   metres within,
                                   std::vector<near_area>& hits) const {
  near_within_reach(at, reach(), hits);
  std::vector<std::uint32_t> others;
  meeting(window_around(at, within), others);
  const auto known_end = static_cast<std::ptrdiff_t>(hits.size());
  auto known = hits.cbegin();
  std::vector<near_area> farther;
  for (const std::uint32_t area : others) {
    known = std::find_if(
        known, hits.cbegin() + known_end, [&](const near_area& hit) { return hit.area >= area; });
    if (known != hits.cbegin() + known_end && known->area == area) {
      continue;
    }
    nearest_on_edges nearest;
    shapes_->for_each_ring(area, [&](std::uint32_t first_edge, std::uint32_t edges) {
      nearest.look(at, &shapes_->vertices[first_edge], edges);
    });
    farther.push_back({.area = area, .to = nearest.to_boundary_distance(at, false)});
  }
  std::erase_if(farther, [&](const near_area& hit) { return hit.to.signed_m < -within.value; });
  hits.insert(hits.end(), farther.begin(), farther.end());
  std::inplace_merge(hits.begin(),
                     hits.begin() + known_end,
                     hits.end(),
                     [](const near_area& a, const near_area& b) { return a.area < b.area; });
}

void area_index::prefetch(std::span<const plane_point> points, metres within) const {
  distances_.prefetch(points, within);
}

void area_index::meeting(const plane_box& window, std::vector<std::uint32_t>& hits) const {
  hits.clear();
  boxes_.for_each_meeting(window, [&](std::uint32_t area) { hits.push_back(area); });
  std::sort(hits.begin(), hits.end());
}

}  // namespace beatwatch
