#include "engine/roads/matched_path.h"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/check.h"
#include "engine/roads/rising_places.h"
#include "engine/track/fix.h"

namespace beatwatch {
namespace {

// A cubic of a leg is drawn as this many straight pieces.
constexpr int pieces_of_leg = 8;

// The direction of a road at a place is read over so much of it to either side.
constexpr std::uint32_t around_mm = 5'000;

// A part of an edge along the way; `begin` and `end` are progress since the way began.
struct stretch {
  road_edge_id edge;
  std::uint32_t from_mm;
  std::uint32_t to_mm;
  double begin = 0.0;
  double end = 0.0;
};

// Fixes that follow each other along roads.
class road_run {
 public:
  road_run(const road_graph& roads,
           road_user user,
           std::span<const match_fix> fixes,
           std::vector<path_part>& out)
      : roads_(roads), user_(user), fixes_(fixes), out_(out) {}

  // The way from one fix of the run to the next, by what was matched.
  void add(const matched_fix& to, std::span<const road_edge_id> way) {
    if (stretches_.empty()) {
      stretches_.push_back({to.place->edge, to.place->offset_mm, to.place->offset_mm});
      places_.push_back({0, to.place->offset_mm, to.seen_mm});
      return;
    }
    if (to.turned) {
      const road_place at = roads_.turned_round({stretches_.back().edge, places_.back().offset_mm});
      stretches_.back().to_mm = std::max(stretches_.back().from_mm, places_.back().offset_mm);
      stretches_.push_back({at.edge, at.offset_mm, at.offset_mm});
    }
    for (const road_edge_id edge : way) {
      stretches_.back().to_mm = roads_.edge(stretches_.back().edge).length_mm;
      stretches_.push_back({edge, 0, 0});
    }
    check(stretches_.back().edge == to.place->edge, "the way to a fix ends on its edge");
    stretch& last = stretches_.back();
    last.to_mm = std::max(last.to_mm, to.place->offset_mm);
    places_.push_back(
        {static_cast<std::uint32_t>(stretches_.size()) - 1, to.place->offset_mm, to.seen_mm});
  }

  // Appends the parts of all legs; `first` is the index of the first fix of the run.
  void write(std::size_t first) {
    double so_far = 0.0;
    for (stretch& s : stretches_) {
      s.begin = so_far;
      so_far += progress(s, s.to_mm);
      s.end = so_far;
    }
    std::vector<place_along> along;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      along.push_back(place_of(first, i));
    }
    std::vector<double> at = rising_places(along);
    for (double& reached : at) {
      reached = std::clamp(reached, 0.0, so_far);
    }
    std::size_t s = 0;
    for (std::size_t i = 1; i < at.size(); ++i) {
      write_leg(first + i - 1, at[i - 1], at[i], s);
    }
  }

  [[nodiscard]] bool empty() const { return stretches_.empty(); }
  void clear() {
    stretches_.clear();
    places_.clear();
  }

 private:
  struct place {
    std::uint32_t stretch;
    std::uint32_t offset_mm;
    std::uint32_t seen_mm;
  };

  // A fix of the run, as seen from its road.
  [[nodiscard]] place_along place_of(std::size_t first, std::size_t i) const {
    const place& p = places_[i];
    const stretch& s = stretches_[p.stretch];
    const match_fix& fix = fixes_[first + i];
    const std::uint32_t seen_mm = std::clamp(p.seen_mm, s.from_mm, s.to_mm);
    place_along along{.fix = {.observed_at = fix.observed_at, .road = direction(s.edge, seen_mm)},
                      .progress = s.begin + progress(s, seen_mm),
                      .per_mm = pace(s)};
    if (const auto& road = along.fix.road) {
      const plane_point on_road = roads_.point_at({s.edge, seen_mm});
      along.fix.left_mm = road->east * (static_cast<double>(fix.at.y_mm) - on_road.y_mm) -
                          road->north * (static_cast<double>(fix.at.x_mm) - on_road.x_mm);
    }
    return along;
  }

  // Of the road around a place; empty: it has no length.
  [[nodiscard]] std::optional<heading_vector> direction(road_edge_id edge,
                                                        std::uint32_t offset_mm) const {
    const plane_point from = roads_.point_at({edge, offset_mm - std::min(offset_mm, around_mm)});
    const plane_point to = roads_.point_at({edge, offset_mm + around_mm});
    const double length_mm = distance_m(from, to) * 1e3;
    if (length_mm == 0.0) {
      return std::nullopt;
    }
    return heading_vector{(static_cast<double>(to.x_mm) - from.x_mm) / length_mm,
                          (static_cast<double>(to.y_mm) - from.y_mm) / length_mm};
  }

  // Progress per millimetre: the way itself, or ordinary drive time.
  double pace(const stretch& s) const {
    const road_edge& edge = roads_.edge(s.edge);
    return user_ == road_user::car && edge.length_mm > 0 && edge.ordinary_ms > 0
               ? static_cast<double>(edge.ordinary_ms) / edge.length_mm
               : 1.0;
  }
  double progress(const stretch& s, std::uint32_t to_mm) const {
    return (static_cast<double>(to_mm) - s.from_mm) * pace(s);
  }
  std::uint32_t offset_at(const stretch& s, double progress) const {
    const double mm = s.from_mm + (progress - s.begin) / pace(s);
    return std::clamp(static_cast<std::uint32_t>(std::max(mm, 0.0) + 0.5), s.from_mm, s.to_mm);
  }

  // Progress at the ends of equal spans of time.
  std::array<double, pieces_of_leg + 1> spread(
      std::size_t leg, double begin, double end, const stretch& first, const stretch& last) const {
    const double gone = end - begin;
    const double ms =
        static_cast<double>((fixes_[leg + 1].observed_at - fixes_[leg].observed_at).count());
    double slope_begin = gone;
    double slope_end = gone;
    if (fixes_[leg].speed_mmps && fixes_[leg + 1].speed_mmps) {
      // mm/s x progress/mm x ms / 1000; three times the mean is the most that keeps it rising.
      slope_begin = std::min(*fixes_[leg].speed_mmps * pace(first) * ms * 1e-3, 3.0 * gone);
      slope_end = std::min(*fixes_[leg + 1].speed_mmps * pace(last) * ms * 1e-3, 3.0 * gone);
    }
    std::array<double, pieces_of_leg + 1> at{};
    for (int i = 0; i <= pieces_of_leg; ++i) {
      const double x = static_cast<double>(i) / pieces_of_leg;
      const double rest = 1.0 - x;
      at[static_cast<std::size_t>(i)] = begin + gone * x * x * (3.0 - 2.0 * x) +
                                        slope_begin * x * rest * rest - slope_end * x * x * rest;
    }
    at.back() = end;
    for (std::size_t i = 1; i < at.size(); ++i) {  // rounding
      at[i] = std::clamp(at[i], at[i - 1], end);
    }
    return at;
  }

  // `s` is a stretch that is not beyond `begin`; it moves on to one that holds `end`.
  void write_leg(std::size_t leg, double begin, double end, std::size_t& s) {
    while (s + 1 < stretches_.size() && stretches_[s].end <= begin && begin < end) {
      ++s;
    }
    std::size_t last = s;
    while (last + 1 < stretches_.size() && stretches_[last].end < end) {
      ++last;
    }
    const auto at = spread(leg, begin, end, stretches_[s], stretches_[last]);
    const std::int64_t from_ms = instant_to_ms(fixes_[leg].observed_at);
    const std::int64_t whole_ms = instant_to_ms(fixes_[leg + 1].observed_at) - from_ms;
    for (int i = 0; i < pieces_of_leg; ++i) {
      write_piece(at[static_cast<std::size_t>(i)],
                  at[static_cast<std::size_t>(i) + 1],
                  from_ms + whole_ms * i / pieces_of_leg,
                  from_ms + whole_ms * (i + 1) / pieces_of_leg,
                  s);
    }
  }

  void write_piece(
      double begin, double end, std::int64_t from_ms, std::int64_t to_ms, std::size_t& s) {
    const double gone = end - begin;
    double at = begin;
    std::int64_t at_ms = from_ms;
    for (;;) {
      const stretch& now = stretches_[s];
      const bool ends_here = end <= now.end || s + 1 == stretches_.size();
      const double next = ends_here ? end : std::max(now.end, at);
      const std::int64_t next_ms =
          ends_here ? to_ms
                    : from_ms + static_cast<std::int64_t>(static_cast<double>(to_ms - from_ms) *
                                                          ((next - begin) / gone));
      append({.edge = now.edge,
              .from_mm = offset_at(now, at),
              .to_mm = offset_at(now, next),
              .from = ms_to_instant(at_ms),
              .to = ms_to_instant(next_ms)});
      if (ends_here) {
        return;
      }
      at = next;
      at_ms = next_ms;
      ++s;
    }
  }

  void append(path_part part) {
    part.from_at = roads_.point_at({part.edge, part.from_mm});
    part.to_at = roads_.point_at({part.edge, part.to_mm});
    out_.push_back(part);
  }

  const road_graph& roads_;
  road_user user_;
  std::span<const match_fix> fixes_;
  std::vector<path_part>& out_;
  std::vector<stretch> stretches_;
  std::vector<place> places_;
};

}  // namespace

std::vector<path_part> timed_path(const road_graph& roads,
                                  road_user user,
                                  std::span<const match_fix> fixes,
                                  const matched_track& path) {
  check(fixes.size() == path.fixes.size(), "one matched place for each fix");
  std::vector<path_part> parts;
  road_run run{roads, user, fixes, parts};
  std::size_t first = 0;
  for (std::size_t i = 0; i < fixes.size(); ++i) {
    const matched_fix& at = path.fixes[i];
    const bool goes_on = i > 0 && !at.begins && at.place && path.fixes[i - 1].place;
    if (!goes_on) {
      run.write(first);
      run.clear();
      first = i;
      if (i > 0) {
        parts.push_back({.from_at = parts.empty() ? path.fixes[i - 1].at : parts.back().to_at,
                         .to_at = at.at,
                         .from = fixes[i - 1].observed_at,
                         .to = fixes[i].observed_at});
      }
    }
    if (at.place) {
      run.add(at, path.way_to(at));
    }
  }
  run.write(first);
  return parts;
}

}  // namespace beatwatch
