// The map match against every way there is.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "engine/roads/map_match.h"
#include "tests/support/drawn_roads.h"
#include "tests/support/random_roads.h"

namespace beatwatch {
namespace {

// Everything that costs something, for every sequence of states and every way between them.
class brute_force {
 public:
  brute_force(const road_graph& roads, const match_rules& rules) : roads_(roads), rules_(rules) {}

  match_cost least(const std::vector<match_fix>& fixes) {
    fixes_ = &fixes;
    best_ = match_search::unreachable;
    for (const road_place& place : places(0)) {
      follow(0, place, by_fix(0, place));
    }
    return best_;
  }

 private:
  std::vector<road_place> places(std::size_t fix) const {
    std::vector<road_place> all;
    const plane_point at = (*fixes_)[fix].at;
    for (std::uint32_t e = 0; e < roads_.edges().size(); ++e) {
      const road_edge& edge = roads_.edge(road_edge_id{e});
      if (!edge.has(road_edge::foot) || edge.has(road_edge::reversed)) {
        continue;
      }
      // The nearest point, millimetre by millimetre of a straight edge: here by ternary search.
      const auto far = [&](double mm) {
        return distance({road_edge_id{e}, static_cast<std::uint32_t>(mm)}, at);
      };
      double low = 0.0;
      double high = edge.length_mm;
      for (int i = 0; i < 100; ++i) {
        const double third = (high - low) / 3.0;
        (far(low + third) < far(high - third) ? high : low) =
            far(low + third) < far(high - third) ? high - third : low + third;
      }
      const road_place place{road_edge_id{e}, static_cast<std::uint32_t>((low + high) / 2 + 0.5)};
      if (distance(place, at) <= rules_.limit_mm) {
        all.push_back(place);
        all.push_back(roads_.turned_round(place));
      }
    }
    return all;
  }

  double distance(road_place place, plane_point at) const {
    const plane_point p = roads_.point_at(place);
    const double dx = static_cast<double>(p.x_mm) - at.x_mm;
    const double dy = static_cast<double>(p.y_mm) - at.y_mm;
    return std::sqrt(dx * dx + dy * dy);
  }

  double weight(std::size_t fix) const {
    if (fix == 0) {
      return 1.0;
    }
    const auto since = (*fixes_)[fix].observed_at - (*fixes_)[fix - 1].observed_at;
    return std::min(
        1.0, static_cast<double>(since.count()) / static_cast<double>(rules_.correlation.count()));
  }

  match_cost by_fix(std::size_t fix, road_place place) const {
    const double deviations = distance(place, (*fixes_)[fix].at) / rules_.error_mm;
    return static_cast<match_cost>(weight(fix) * 0.5 * deviations * deviations * 1e6 + 0.5);
  }

  // The cheapest way from one place to another without turning round first; by trying all ways
  // that do not enter an edge twice.
  match_cost way(road_place from, road_place to) const {
    match_cost least = match_search::unreachable;
    if (from.edge == to.edge && to.offset_mm >= from.offset_mm) {
      least = rules_.way.per_mm * (to.offset_mm - from.offset_mm);
    }
    std::vector<bool> entered(roads_.edges().size(), false);
    const auto enter = [&](const auto& self, road_edge_id before, match_cost cost) -> void {
      const road_edge& edge = roads_.edge(before);
      for (const road_edge_id next : roads_.out_edges(edge.head)) {
        const road_edge& onto = roads_.edge(next);
        const match_cost turn = next != edge.twin                         ? 0
                                : roads_.out_edges(edge.head).size() == 1 ? rules_.way.u_turn_at_end
                                                                          : rules_.way.u_turn;
        if (entered[next.value] || !onto.has(road_edge::foot)) {
          continue;
        }
        entered[next.value] = true;
        if (next == to.edge) {
          least = std::min(least, cost + turn + rules_.way.per_mm * to.offset_mm);
        }
        self(self, next, cost + turn + rules_.way.per_mm * onto.length_mm);
        entered[next.value] = false;
      }
    };
    enter(
        enter, from.edge, rules_.way.per_mm * (roads_.edge(from.edge).length_mm - from.offset_mm));
    return least;
  }

  void follow(std::size_t fix, road_place at, match_cost cost) {
    if (cost >= best_) {
      return;
    }
    if (fix + 1 == fixes_->size()) {
      best_ = cost;
      return;
    }
    for (const road_place& to : places(fix + 1)) {
      const match_cost straight = way(at, to);
      const match_cost turned = way(roads_.turned_round(at), to);
      match_cost least = straight;
      if (turned != match_search::unreachable) {
        least = std::min(least, turned + rules_.way.u_turn);
      }
      if (least != match_search::unreachable) {
        follow(fix + 1, to, cost + least + by_fix(fix + 1, to));
      }
      if (at.edge == to.edge && at.offset_mm > to.offset_mm) {
        follow(fix + 1, at, cost + by_fix(fix + 1, at));
      }
    }
  }

  const road_graph& roads_;
  match_rules rules_;
  const std::vector<match_fix>* fixes_ = nullptr;
  match_cost best_ = 0;
};

class every_way : public testing::TestWithParam<unsigned> {};

TEST_P(every_way, costs_no_less_than_the_one_found) {
  std::mt19937 random{GetParam()};
  const auto roads = roads_of({.picture = R"(
   A B

   C D

   E   )",
                               .roads = "A-B A-C C-D B-D C-E",
                               .cell_m = 50.0});
  match_rules rules = foot_match_rules();
  rules.limit_mm = 70'500;  // no fix on whole metres is exactly so far from a street
  rules.off_road = 1'000'000 * one_nat;
  rules.margin = 10'000 * one_nat;
  rules.cap_mmps = 1'000'000;
  rules.pace = {};
  std::vector<match_fix> fixes;
  int second = 0;
  for (int i = 0; i < 4; ++i) {
    const auto metres = [&](int range) {
      return static_cast<std::int32_t>(random() % static_cast<unsigned>(range));
    };
    const plane_point near = roads->point_at(random_place(*roads, random));
    fixes.push_back({.observed_at = instant{std::chrono::seconds{second}},
                     .at = {near.x_mm / 1'000 * 1'000 + (metres(81) - 40) * 1'000,
                            near.y_mm / 1'000 * 1'000 + (metres(81) - 40) * 1'000}});
    second += 5 + metres(30);
  }
  const matched_track path = match_fixes(*roads, rules, fixes);
  const match_cost least = brute_force{*roads, rules}.least(fixes);
  // Places and distances are rounded to the millimetre in both.
  EXPECT_NEAR(static_cast<double>(path.cost), static_cast<double>(least), 5e3) << GetParam();
}
INSTANTIATE_TEST_SUITE_P(seeds, every_way, testing::Range(1U, 41U));

}  // namespace
}  // namespace beatwatch
