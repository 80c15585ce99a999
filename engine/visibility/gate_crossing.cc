#include "engine/visibility/gate_crossing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "engine/geo/segment.h"

namespace beatwatch {
namespace {

// Whether `p` lies left of a -> b when the gate, of which a and b are vertices, is moved by a step
// to the east that is smaller than any distance, and by one to the north that is smaller than that:
// then nothing lies on it, and it is crossed once wherever it is crossed.
// Source: Edelsbrunner, Muecke, "Simulation of Simplicity", ACM Transactions on Graphics 9(1),
// 1990.
bool is_left_of_gate(std::int64_t turn, plane_point a, plane_point b) {
  if (turn != 0) {
    return turn > 0;
  }
  return a.y_mm != b.y_mm ? b.y_mm > a.y_mm : b.x_mm < a.x_mm;
}

// The same of a vertex of the gate and the way p -> q.
bool is_gate_left(std::int64_t turn, plane_point p, plane_point q) {
  if (turn != 0) {
    return turn > 0;
  }
  return p.y_mm != q.y_mm ? q.y_mm < p.y_mm : q.x_mm > p.x_mm;
}

double distance_m(plane_point p, plane_point a, plane_point b) {
  const double ab_x = static_cast<double>(b.x_mm) - a.x_mm;
  const double ab_y = static_cast<double>(b.y_mm) - a.y_mm;
  const double ap_x = static_cast<double>(p.x_mm) - a.x_mm;
  const double ap_y = static_cast<double>(p.y_mm) - a.y_mm;
  const double part =
      std::clamp((ap_x * ab_x + ap_y * ab_y) / (ab_x * ab_x + ab_y * ab_y), 0.0, 1.0);
  const double x = ap_x - part * ab_x;
  const double y = ap_y - part * ab_y;
  return std::sqrt(x * x + y * y) * 1e-3;
}

// Whole milliseconds that the way to the line takes at least; no more than the leg has.
duration way_to_line(const fix& end, double line_m, const leg& way) {
  const double beyond_error_m = line_m - static_cast<double>(end.error_mm) * 1e-3;
  const duration length = way.to.observed_at - way.from.observed_at;
  if (beyond_error_m <= 0.0) {
    return duration{0};
  }
  const auto longest = static_cast<double>(length.count());
  const double ms = way.cap_mps > 0.0 ? beyond_error_m / way.cap_mps * 1e3 : longest;
  return duration{static_cast<std::int64_t>(std::min(ms, longest))};
}

// How far along the straight way it meets the straight line a -> b: 0 to 1.
double met_at(std::int64_t from, std::int64_t to) {
  const auto side = static_cast<double>(from);
  return side / (side - static_cast<double>(to));
}

}  // namespace

double distance_m(plane_point p, const plane_line& line) {
  double least_m = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    least_m = std::min(least_m, distance_m(p, line[i], line[i + 1]));
  }
  return least_m;
}

gate_reading read_gate(const leg& way, const plane_line& line, double ring_m) {
  const plane_point p = way.from.at;
  const plane_point q = way.to.at;
  const interval whole{way.from.observed_at, way.to.observed_at};
  gate_reading found{.at = whole.to};
  double last = -1.0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const std::int64_t side_p = orientation(line[i], line[i + 1], p);
    const std::int64_t side_q = orientation(line[i], line[i + 1], q);
    const bool from_left = is_left_of_gate(side_p, line[i], line[i + 1]);
    if (from_left == is_left_of_gate(side_q, line[i], line[i + 1]) ||
        is_gate_left(orientation(p, q, line[i]), p, q) ==
            is_gate_left(orientation(p, q, line[i + 1]), p, q)) {
      continue;
    }
    found.net += from_left ? 1 : -1;
    last = std::max(last, met_at(side_p, side_q));
  }
  if (last >= 0.0) {
    found.at =
        whole.from +
        duration{static_cast<std::int64_t>(last * static_cast<double>(whole.length().count()))};
  }
  const double from_m = distance_m(p, line);
  const double to_m = distance_m(q, line);
  const auto is_off = [ring_m](double line_m, const fix& at) {
    return line_m > std::max(ring_m, static_cast<double>(at.error_mm) * 1e-3);
  };
  found.off_from = is_off(from_m, way.from);
  found.off_to = is_off(to_m, way.to);
  const double reach_m = prism::reach_m(way) + prism::slack_m;
  const auto beyond_reach = [&](plane_point end) {
    return distance_m(p, end) + distance_m(end, q) > reach_m;
  };
  found.sure = way.feasible && beyond_reach(line.front()) && beyond_reach(line.back());
  found.possible = {whole.from, whole.to + duration{1}};
  if (way.feasible) {
    found.possible.from = std::min(whole.from + way_to_line(way.from, from_m, way), found.at);
    found.possible.to = std::max(whole.to - way_to_line(way.to, to_m, way), found.at) + duration{1};
  }
  return found;
}

}  // namespace beatwatch
