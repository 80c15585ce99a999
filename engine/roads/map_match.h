#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/units.h"
#include "engine/geo/plane_point.h"
#include "engine/roads/match_rules.h"
#include "engine/roads/match_search.h"
#include "engine/roads/road_graph.h"
#include "engine/roads/roads_near.h"

namespace beatwatch {

/// What is matched: a position, and how it moved if the device said so.
struct match_fix {
  instant observed_at;
  plane_point at;
  std::optional<std::uint16_t> heading_cdeg;  ///< of a device that moves; else it means nothing
  std::optional<std::uint32_t> speed_mmps;
};

/// Where somebody was at a fix, and the way there from the fix before.
struct matched_fix {
  std::optional<road_place> place;  ///< in the direction of travel; empty: off the roads
  plane_point at;                   ///< the point of the road, or the fix itself
  std::uint32_t seen_mm = 0;  ///< where on that edge the fix lies: not beyond the place, which
                              ///< stays while noise puts fixes behind it
  bool begins =
      false;  ///< no way leads here from the fix before: nothing fits, or none was asked for
  bool turned = false;           ///< it turned round where it was at the fix before
  std::uint32_t first_edge = 0;  ///< into `matched_track::edges`: entered since the fix before
  std::uint32_t edge_count = 0;  ///< 0 with a place before and here: further along the same edge
};

/// One for each fix, and the edges they point into.
struct matched_track {
  std::vector<matched_fix> fixes;
  std::vector<road_edge_id> edges;
  match_cost cost = 0;  ///< of everything, breaks apart

  [[nodiscard]] std::span<const road_edge_id> way_to(const matched_fix& f) const {
    return std::span{edges}.subspan(f.first_edge, f.edge_count);
  }
};

/// Puts fixes onto roads: the cheapest sequence of places by `match_rules`, found exactly but for
/// states given up by the margin (Viterbi, IEEE Transactions on Information Theory 13(2), 1967).
/// The model is that of Newson and Krumm ("Hidden Markov Map Matching Through Noise and
/// Sparseness", ACM SIGSPATIAL 2009) with four differences: the way counts by its own length, not
/// by how much longer it is than the straight line; a place has a direction of travel, so that
/// turning round has a price; a fix soon after another adds little, since their errors are alike;
/// and nobody need be on a road. Where nothing fits, the path breaks and begins anew.
///
/// Equal fixes give equal paths. Fixes are added in the order of their times, no two at one time.
class map_match {
 public:
  map_match(const road_graph& roads, const match_rules& rules);

  void add(const match_fix& fix);

  /// Appends fixes that are not taken yet, in order, and forgets them: those that all states still
  /// open agree about, and those with `look_ahead` fixes or more after them, which are decided by
  /// the state that is the best now. Edges already in `out` stay.
  void take(std::size_t look_ahead, matched_track& out);

  /// Takes all that is left; the next fix begins a new path.
  void take_all(matched_track& out);

 private:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  struct hidden_state {
    road_place place;  // edge `none`: off the roads
    plane_point at;
    std::uint32_t seen_mm = 0;
    match_cost cost = 0;
    std::uint32_t before = none;  // index in states_
    std::uint32_t first_edge = 0;
    std::uint32_t edge_count = 0;
    bool turned = false;
  };
  struct layer {
    std::uint32_t first_state = 0;
    std::uint32_t state_count = 0;
    bool begins = false;
  };

  void list_states(const match_fix& fix, double weight);
  void arrive(const match_fix& fix, double weight);
  void stay(const match_fix& fix, double weight, bool by_pace);
  [[nodiscard]] std::int64_t longest_walk_mm(duration time) const;
  void leave_and_return(std::int64_t reach_mm);
  void keep_best();
  [[nodiscard]] std::uint32_t best_of(const layer& s) const;
  [[nodiscard]] std::uint32_t before(std::size_t step, std::uint32_t state) const;
  [[nodiscard]] std::size_t last_decided(std::size_t look_ahead, std::uint32_t& state);
  void emit(std::size_t last, std::uint32_t state, matched_track& out);
  void keep_only(std::size_t first, std::uint32_t state);
  static bool off_road(const hidden_state& s) { return s.place.edge.value == none; }

  const road_graph& roads_;
  match_rules rules_;
  match_search search_;
  roads_near near_;
  std::vector<layer> steps_;
  std::vector<hidden_state> states_;
  std::vector<road_edge_id> edges_;
  std::size_t taken_ = 0;  // 1: the first step is taken, and all its states but one given up
  instant last_at_{};
  plane_point last_fix_at_;

  std::vector<hidden_state> next_;  // of the fix being added, with the cost of the fix alone
  std::vector<match_cost> fix_costs_;
  std::vector<match_search::source> sources_;
  std::vector<std::uint32_t> source_states_;
  std::vector<road_place> targets_;
  std::vector<std::uint32_t> chosen_;
};

/// The path of a whole track at once.
matched_track match_fixes(const road_graph& roads,
                          const match_rules& rules,
                          std::span<const match_fix> fixes);

}  // namespace beatwatch
