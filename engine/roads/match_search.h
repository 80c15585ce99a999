#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/roads/match_rules.h"
#include "engine/roads/road_graph.h"
#include "engine/roads/search_heap.h"

namespace beatwatch {

/// The cheapest ways from several places, each of which has a cost already, to several others: for
/// each target the least sum of both. One search serves all of them, since what a way costs does
/// not depend on where it is bound for. An object holds the search's memory. One thread at a time.
class match_search {
 public:
  struct source {
    road_place at;
    match_cost cost = 0;
  };
  struct arrival {
    match_cost cost = unreachable;
    std::uint32_t source = 0;
    bool turned = false;        ///< it turned round where it was before it went on
    std::uint32_t last = none;  ///< for `append_way`
  };
  static constexpr match_cost unreachable = std::numeric_limits<match_cost>::max();

  explicit match_search(const road_graph& roads);

  /// By `costs` alone. Ways longer than `length_mm_max` are not looked for, nor arrivals that cost
  /// `margin` more than the cheapest one. The span is valid until the next search.
  std::span<const arrival> cheapest(std::span<const source> sources,
                                    std::span<const road_place> targets,
                                    const way_costs& costs,
                                    std::int64_t length_mm_max,
                                    match_cost margin);

  /// The same where the length of the way counts as well, by `pace` over `time`: a longer way may
  /// be the cheaper one.
  std::span<const arrival> by_length(std::span<const source> sources,
                                     std::span<const road_place> targets,
                                     const way_costs& costs,
                                     std::int64_t length_mm_max,
                                     const pace_rules& pace,
                                     duration time);

  /// What `by_length` adds for the length of a way.
  static match_cost cost_of_length(std::int64_t length_mm, const pace_rules& pace, duration time);

  /// Appends the edges of the way to a target, from the one after the source's own (after turning)
  /// to the target's own; nothing where that is the same edge, gone along without leaving it.
  void append_way(const arrival& to, std::vector<road_edge_id>& edges) const;

 private:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  // A way to the tail of an edge.
  struct label {
    match_cost cost;
    std::int64_t length_mm;
    std::uint32_t edge;
    std::uint32_t before;  // label; `none`: it comes from the source
    std::uint32_t source;
    std::uint32_t next;  // another label of the same edge, in a search by length
    bool turned;
    bool read = false;
  };
  struct edge_mark {
    std::uint32_t stamp;
    std::uint32_t first_label;
    std::uint32_t first_target;
    bool settled;
  };

  void begin(std::span<const road_place> targets, const way_costs& costs);
  edge_mark& mark_of(road_edge_id edge);
  [[nodiscard]] bool is_open(const road_edge& edge) const;
  [[nodiscard]] match_cost part(const road_edge& edge, std::uint32_t mm) const;
  [[nodiscard]] match_cost turning_round(const road_edge& edge) const;
  template <typename Enter>
  void go_on(road_edge_id from, Enter enter);
  template <typename Enter>
  void go_on_from(std::uint32_t index, Enter enter);
  template <typename Reach, typename Enter>
  void set_out(std::span<const source> sources,
               std::int64_t length_mm_max,
               Reach reach,
               Enter enter);
  void reach(std::uint32_t target, const arrival& how);
  [[nodiscard]] match_cost worst_arrival(match_cost margin) const;

  const road_graph& roads_;
  way_costs costs_;
  std::span<const road_place> targets_;
  std::vector<edge_mark> marks_;
  std::vector<label> labels_;
  std::vector<std::uint32_t> next_target_;
  std::vector<arrival> arrivals_;
  std::vector<std::vector<std::uint32_t>> by_length_;
  search_heap heap_;
  std::uint32_t stamp_ = 0;
};

}  // namespace beatwatch
