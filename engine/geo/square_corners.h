#pragma once
#include <array>
#include <cstdint>
#include <limits>

#include "engine/geo/plane_point.h"

namespace beatwatch {

// Distances of many edges from the corners of many squares, for `distance_grid_builder`: in
// doubles, within rounding, two corners at a time.

struct fine_point {
  double x_mm = 0.0;
  double y_mm = 0.0;
};

/// An edge a -> b, prepared.
struct edge_line {
  edge_line() = default;
  edge_line(plane_point a, plane_point b)
      : a_x(a.x_mm),
        a_y(a.y_mm),
        ab_x(b.x_mm - a_x),
        ab_y(b.y_mm - a_y),
        per_length2(ab_x != 0.0 || ab_y != 0.0 ? 1.0 / (ab_x * ab_x + ab_y * ab_y) : 0.0) {}

  [[nodiscard]] fine_point nearest(fine_point p) const {
    const double along = ((p.x_mm - a_x) * ab_x + (p.y_mm - a_y) * ab_y) * per_length2;
    const double not_before = along > 0.0 ? along : 0.0;
    const double part = not_before < 1.0 ? not_before : 1.0;
    return {a_x + part * ab_x, a_y + part * ab_y};
  }
  [[nodiscard]] double squared_distance(fine_point p) const {
    const fine_point z = nearest(p);
    return (z.x_mm - p.x_mm) * (z.x_mm - p.x_mm) + (z.y_mm - p.y_mm) * (z.y_mm - p.y_mm);
  }

  double a_x = 0.0;
  double a_y = 0.0;
  double ab_x = 0.0;
  double ab_y = 0.0;
  double per_length2 = 0.0;
};

/// A number for each corner of a square.
struct four_corners {
  using pair [[gnu::vector_size(16)]] = double;
  pair south{};  // west, east
  pair north{};

  [[nodiscard]] bool exceeds(const four_corners& other) const {
    const auto more = (south > other.south) & (north > other.north);
    return (more[0] & more[1]) != 0;
  }
  friend four_corners operator+(const four_corners& a, double b) {
    return {a.south + b, a.north + b};
  }
  friend four_corners operator*(const four_corners& a, double b) {
    return {a.south * b, a.north * b};
  }
};

/// An edge as the corners of a square see it.
struct edge_from_corners {
  four_corners squared_mm2;
  bool at_start = false;  ///< nearest to all of them at its start
  bool at_end = false;
};

/// A square of 2^bits mm.
class square_corners {
 public:
  square_corners(plane_point lowest, unsigned bits)
      : side_(static_cast<double>(std::uint64_t{1} << bits)),
        x_{static_cast<double>(lowest.x_mm), lowest.x_mm + side_},
        south_(lowest.y_mm),
        north_(lowest.y_mm + side_) {}

  [[nodiscard]] fine_point centre() const { return {x_[0] + side_ / 2, south_ + side_ / 2}; }
  [[nodiscard]] double half_diagonal() const { return side_ * 0.70710678118654757; }
  /// South-west, south-east, north-west, north-east.
  [[nodiscard]] fine_point corner(std::size_t index) const {
    return {index % 2 == 0 ? x_[0] : x_[1], index < 2 ? south_ : north_};
  }

  [[nodiscard]] four_corners squared_distances(fine_point z) const {
    const pair x2 = (x_ - z.x_mm) * (x_ - z.x_mm);
    return {x2 + (south_ - z.y_mm) * (south_ - z.y_mm), x2 + (north_ - z.y_mm) * (north_ - z.y_mm)};
  }

  [[nodiscard]] edge_from_corners see(const edge_line& edge) const {
    const pair x = x_ - edge.a_x;
    const double south = south_ - edge.a_y;
    const double north = north_ - edge.a_y;
    const pair along = x * edge.ab_x;
    const pair of_south = (along + south * edge.ab_y) * edge.per_length2;
    const pair of_north = (along + north * edge.ab_y) * edge.per_length2;
    const auto is_at_start = (of_south <= 0.0) & (of_north <= 0.0);
    const auto is_at_end = (of_south >= 1.0) & (of_north >= 1.0);
    return {.squared_mm2 = {squared(edge, x, south, of_south), squared(edge, x, north, of_north)},
            .at_start = (is_at_start[0] & is_at_start[1]) != 0,
            .at_end = (is_at_end[0] & is_at_end[1]) != 0};
  }

 private:
  using pair = four_corners::pair;

  static pair squared(const edge_line& edge, pair x, double y, pair part) {
    const pair zero{};
    const pair one{1.0, 1.0};
    part = part > zero ? part : zero;
    part = part < one ? part : one;
    const pair off_x = x - part * edge.ab_x;
    const pair off_y = y - part * edge.ab_y;
    return off_x * off_x + off_y * off_y;
  }

  double side_;
  pair x_;
  double south_;
  double north_;
};

/// For each corner of a square the edge nearest to it, of those that were added.
class nearest_witnesses {
 public:
  /// `place` is a whole number.
  void add(double place, const four_corners& squared_mm2) {
    const auto in_south = squared_mm2.south < least_.south;
    const auto in_north = squared_mm2.north < least_.north;
    const pair here{place, place};
    least_.south = in_south ? squared_mm2.south : least_.south;
    least_.north = in_north ? squared_mm2.north : least_.north;
    places_.south = in_south ? here : places_.south;
    places_.north = in_north ? here : places_.north;
  }
  [[nodiscard]] std::size_t place(std::size_t corner) const {
    const pair& row = corner < 2 ? places_.south : places_.north;
    return static_cast<std::size_t>(corner % 2 == 0 ? row[0] : row[1]);
  }

 private:
  using pair = four_corners::pair;
  static constexpr double infinity = std::numeric_limits<double>::infinity();
  four_corners least_{{infinity, infinity}, {infinity, infinity}};
  four_corners places_;
};

}  // namespace beatwatch
