#include "engine/visibility/prism.h"

#include <algorithm>
#include <cmath>

#include "engine/geo/ring_parts.h"
#include "engine/visibility/reach_time.h"

namespace beatwatch {

struct prism::lengths {
  double chord_m;
  double reach_m;
  std::int64_t dt_ms;
  double cap_mpms;
};

namespace {

double to_nearest_m(plane_point p, const boundary_distance& side) {
  const double dx = p.x_mm * 1e-3 - side.nearest_x_m;
  const double dy = p.y_mm * 1e-3 - side.nearest_y_m;
  return std::sqrt(dx * dx + dy * dy);
}

template <typename Spans>
bool covers(const Spans& spans, std::int64_t t) {
  return std::any_of(
      spans.begin(), spans.end(), [t](const auto& s) { return s.from <= t && t < s.to; });
}

}  // namespace

double prism::reach_m(const leg& way) {
  const auto dt_ms = static_cast<double>((way.to.observed_at - way.from.observed_at).count());
  const double errors_mm =
      static_cast<double>(way.from.error_mm) + static_cast<double>(way.to.error_mm);
  return (way.cap_mps * dt_ms + errors_mm) * 1e-3;
}

void prism::read(const leg& way,
                 const area& shape,
                 const boundary_distance& from,
                 const boundary_distance& to,
                 std::vector<presence_line::run>& runs) {
  const lengths l{distance_m(way.from.at, way.to.at),
                  reach_m(way),
                  (way.to.observed_at - way.from.observed_at).count(),
                  way.cap_mps * 1e-3};
  if (way.feasible && -from.signed_m - to.signed_m > l.reach_m + slack_m) {
    return;  // both ends are outside, and too far
  }
  proved_.clear();
  possible_.clear();
  likely_.clear();
  near_.clear();
  if (!way.feasible) {
    possible_.push_back({0, l.dt_ms});
    paint(way, l, runs);
    return;
  }
  if (std::abs(from.signed_m) > way.stay_m + slack_m) {
    if (from.signed_m > 0.0) {
      runs.push_back({way.from.observed_at, way.to.observed_at, presence_level::proved});
    }
    return;
  }
  if (settled_by_nearest(way, l, from, to)) {
    bound_by_nearest(way, l, from, to);
  } else {
    bound_by_edges(way, l, shape);
  }
  if (possible_.empty()) {
    return;
  }
  const span_ms whole{0, l.dt_ms};
  if (proved_.size() == 1 && proved_.front() == whole) {
    runs.push_back({way.from.observed_at, way.to.observed_at, presence_level::proved});
    return;
  }
  if (way.unknown.empty()) {
    if (way.along.empty()) {
      follow_line(way, l, shape, from, to);
    } else {
      follow_way(way, shape);
    }
    if (proved_.empty() && likely_.empty() && near_.empty()) {
      for (const span_ms& s : possible_) {
        const instant start = way.from.observed_at;
        runs.push_back(
            {start + duration{s.from}, start + duration{s.to}, presence_level::possible});
      }
      return;
    }
  }
  paint(way, l, runs);
}

// Whether the points of the boundary nearest to the ends decide everything. They do when each lies
// on a way that is short enough, so that it tells when the boundary can have been reached first and
// last, and when at every time between the device can have been at one of the two: then nothing is
// proved there, and all of it is possible.
bool prism::settled_by_nearest(const leg& way,
                               const lengths& l,
                               const boundary_distance& from,
                               const boundary_distance& to) {
  const double on_to_q = to_nearest_m(way.to.at, from);
  const double on_to_p = to_nearest_m(way.from.at, to);
  return std::abs(from.signed_m) + on_to_q <= l.reach_m &&
         std::abs(to.signed_m) + on_to_p <= l.reach_m && on_to_q + on_to_p <= l.reach_m;
}

void prism::bound_by_nearest(const leg& way,
                             const lengths& l,
                             const boundary_distance& from,
                             const boundary_distance& to) {
  const std::int64_t first =
      ms_to_cover(std::abs(from.signed_m) - way.from.error_mm * 1e-3, l.cap_mpms, l.dt_ms);
  const std::int64_t last =
      l.dt_ms - ms_to_cover(std::abs(to.signed_m) - way.to.error_mm * 1e-3, l.cap_mpms, l.dt_ms);
  span_ms possible{0, l.dt_ms};
  if (from.signed_m < 0.0) {
    possible.from = first;
  } else if (first > 0) {
    proved_.push_back({0, first});
  }
  if (to.signed_m < 0.0) {
    possible.to = last;
  } else if (last < l.dt_ms) {
    proved_.push_back({last, l.dt_ms});
  }
  if (possible.from < possible.to) {
    possible_.push_back(possible);
  }
}

// An edge can have been crossed between the instants at which its stretch in reach can first and
// last have been touched. Between these times the device was on one side of the boundary.
void prism::bound_by_edges(const leg& way, const lengths& l, const area& shape) {
  edges_in_reach(shape, way.from.at, way.to.at, l.reach_m + slack_m, edges_);
  crossings_.clear();
  for (const edge_in_reach& e : edges_) {
    const std::int64_t first =
        ms_to_cover(e.from_p_m - way.from.error_mm * 1e-3 - slack_m, l.cap_mpms, l.dt_ms);
    const std::int64_t last =
        l.dt_ms - ms_to_cover(e.from_q_m - way.to.error_mm * 1e-3 - slack_m, l.cap_mpms, l.dt_ms);
    crossings_.push_back({first, std::max(first, last)});
  }
  std::sort(crossings_.begin(), crossings_.end(), [](const span_ms& a, const span_ms& b) {
    return a.from < b.from;
  });
  std::int64_t reached = 0;
  const auto one_sided = [&](std::int64_t until) {
    if (shape.contains(allowed_at(way, l, reached, until))) {
      proved_.push_back({reached, until});
      possible_.push_back({reached, until});
    }
  };
  for (const span_ms& c : crossings_) {
    if (c.from > reached) {
      one_sided(c.from);
    }
    if (c.to > std::max(reached, c.from)) {
      possible_.push_back({std::max(reached, c.from), c.to});
    }
    reached = std::max(reached, c.to);
  }
  if (reached < l.dt_ms) {
    one_sided(l.dt_ms);
  }
}

// A point of the straight line at which the device can have been half-way between two times.
plane_point prism::allowed_at(const leg& way,
                              const lengths& l,
                              std::int64_t from,
                              std::int64_t to) {
  const double t = static_cast<double>(from + to) * 0.5;
  const double after = static_cast<double>(l.dt_ms) - t;
  const double near_m = std::max(0.0, l.chord_m - way.to.error_mm * 1e-3 - l.cap_mpms * after);
  const double far_m = std::min(l.chord_m, way.from.error_mm * 1e-3 + l.cap_mpms * t);
  const double f = l.chord_m > 0.0 ? (near_m + far_m) * 0.5 / l.chord_m : 0.0;
  const auto between = [f](std::int32_t a, std::int32_t b) {
    const double x = a + f * (static_cast<double>(b) - static_cast<double>(a));
    return static_cast<std::int32_t>(x < 0.0 ? x - 0.5 : x + 0.5);
  };
  return {between(way.from.at.x_mm, way.to.at.x_mm), between(way.from.at.y_mm, way.to.at.y_mm)};
}

// Times at which the straight line is inside the zone, and inside the zone grown by the ring.
void prism::follow_line(const leg& way,
                        const lengths& l,
                        const area& shape,
                        const boundary_distance& from,
                        const boundary_distance& to) {
  const auto keep = [&](std::vector<span_ms>& spans) {
    const auto to_ms = [&l](double t) {
      return static_cast<std::int64_t>(t * static_cast<double>(l.dt_ms) + 0.5);
    };
    for (const leg_part& part : parts_) {
      spans.push_back({to_ms(part.from), to_ms(part.to)});
    }
  };
  const auto all_within = [&](double margin_m) {
    const double a = from.signed_m + margin_m;
    const double b = to.signed_m + margin_m;
    return a >= 0.0 && b >= 0.0 && a + b >= l.chord_m;
  };
  const auto none_within = [&](double margin_m) {
    const double a = from.signed_m + margin_m;
    const double b = to.signed_m + margin_m;
    return a < 0.0 && b < 0.0 && -a - b > l.chord_m;
  };
  const span_ms whole{0, l.dt_ms};
  if (all_within(0.0)) {
    likely_.push_back(whole);
    return;
  }
  if (none_within(ring_m_)) {
    return;
  }
  parts_.clear();
  if (!none_within(0.0)) {
    constexpr double on_edge_m = 1e-6;  // a thousand times what the distance may be off by
    if (std::abs(from.signed_m) > on_edge_m) {
      shape.inside_parts_from(way.from.at, from.signed_m > 0.0, way.to.at, parts_);
    } else {
      shape.inside_parts(way.from.at, way.to.at, parts_);
    }
    keep(likely_);
  }
  if (all_within(ring_m_)) {
    near_.push_back(whole);
  } else {
    add_parts_beside(shape, way.from.at, way.to.at, ring_m_, parts_);
    keep(near_);
  }
}

// The same along a way that is not straight.
void prism::follow_way(const leg& way, const area& shape) {
  const auto ring_mm = static_cast<std::int32_t>(ring_m_ * 1e3) + 1;
  const plane_box& bounds = shape.bounds();
  const plane_box around{{bounds.low.x_mm - ring_mm, bounds.low.y_mm - ring_mm},
                         {bounds.high.x_mm + ring_mm, bounds.high.y_mm + ring_mm}};
  for (const path_part& part : way.along) {
    const std::int64_t start = (part.from - way.from.observed_at).count();
    const double ms = static_cast<double>((part.to - part.from).count());
    plane_box box{part.from_at, part.from_at};
    box.include(part.to_at);
    if (part.from == part.to || !box.meets(around)) {
      continue;
    }
    const auto keep = [&](std::vector<span_ms>& spans) {
      for (const leg_part& p : parts_) {
        const span_ms span{start + static_cast<std::int64_t>(p.from * ms + 0.5),
                           start + static_cast<std::int64_t>(p.to * ms + 0.5)};
        if (!spans.empty() && spans.back().to == span.from) {
          spans.back().to = span.to;
        } else {
          spans.push_back(span);
        }
      }
    };
    parts_.clear();
    shape.inside_parts(part.from_at, part.to_at, parts_);
    keep(likely_);
    add_parts_beside(shape, part.from_at, part.to_at, ring_m_, parts_);
    keep(near_);
  }
}

// Cuts the possible time wherever another set begins or ends and gives each piece its highest
// level.
void prism::paint(const leg& way, const lengths& l, std::vector<presence_line::run>& runs) {
  const instant start = way.from.observed_at;
  cuts_.clear();
  for (const auto* spans : {&possible_, &proved_, &likely_, &near_}) {
    for (const span_ms& s : *spans) {
      cuts_.push_back(s.from);
      cuts_.push_back(s.to);
    }
  }
  for (const interval& u : way.unknown) {
    cuts_.push_back((u.from - start).count());
    cuts_.push_back((u.to - start).count());
  }
  std::sort(cuts_.begin(), cuts_.end());
  std::int64_t at = 0;
  for (const std::int64_t cut : cuts_) {
    const std::int64_t next = std::min(cut, l.dt_ms);
    if (next <= at) {
      continue;
    }
    const instant piece = start + duration{at};
    if (covers(possible_, at)) {
      runs.push_back({piece, start + duration{next}, level_at(way, at)});
    }
    at = next;
  }
}

presence_level prism::level_at(const leg& way, std::int64_t at) const {
  if (covers(proved_, at)) {
    return presence_level::proved;
  }
  if (covers(likely_, at)) {
    return presence_level::likely;
  }
  if (covers(near_, at)) {
    return presence_level::near;
  }
  const instant t = way.from.observed_at + duration{at};
  const bool silent = std::any_of(
      way.unknown.begin(), way.unknown.end(), [t](const interval& u) { return u.contains(t); });
  return silent ? presence_level::unknown : presence_level::possible;
}

}  // namespace beatwatch
