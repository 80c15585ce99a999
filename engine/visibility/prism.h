#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/geo/area.h"
#include "engine/geo/edges_in_reach.h"
#include "engine/roads/path_part.h"
#include "engine/track/fix.h"
#include "engine/visibility/pace_line.h"
#include "engine/visibility/presence_line.h"

namespace beatwatch {

/// Two successive good fixes of one device and what limits the way between them.
struct leg {
  fix from;
  fix to;
  double cap_mps = 0.0;  ///< hard speed cap in plane metres; 0: it did not move
  bool feasible = true;  ///< false: under the cap the fixes cannot both be right
  std::span<const interval>
      unknown;  ///< middles of silences beyond the gap limit; sorted, in the leg
  /// At no time was it further than this from `from.at`, by its silence, in plane metres.
  double stay_m = std::numeric_limits<double>::infinity();
  pace speed{};
  bool beyond_gap = false;  ///< longer than the gap limit, and it may have moved
  double look_m = 0.0;      ///< zones no further than this from an end are read one by one
  /// The likely way, without a gap in time; empty: the straight line.
  std::span<const path_part> along;
};

/// Reads legs against zones. Holds nothing but scratch space.
///
/// The inner set P holds the times at which the device must have been inside: from an end that is
/// surely inside until the boundary can have been reached, at a point that leaves time for the
/// other end; the whole leg when there is no such point. The outer set Q is what (-s - e) / v
/// leaves from each end, and empty when no way over the inside is short enough. P is rounded inward
/// and Q outward to the millisecond. The likely set is the time inside along the likely way, joined
/// with P and cut to Q; P alone where a silence breaks the leg. P is the whole leg, or Q empty,
/// when the boundary is further from the first fix than the device went by its silence. `near` is
/// the same with the zone grown by the hysteresis ring. An infeasible leg is `possible` all
/// through. Source: the space-time prism (Hagerstrand, Papers of the Regional Science Association
/// 24, 1970).
class prism {
 public:
  explicit prism(double ring_m) : ring_m_(ring_m) {}

  /// Appends what the leg says of one zone: sorted, disjoint runs in [from, to), none of them
  /// `out`.
  void read(const leg& way,
            const area& shape,
            const boundary_distance& from,
            const boundary_distance& to,
            std::vector<presence_line::run>& runs);

  /// Longest way, in plane metres, that the cap and the errors of both fixes allow.
  static double reach_m(const leg& way);

  /// A way this much too long still counts as possible: far more than doubles are off by.
  static constexpr double slack_m = 1e-3;

 private:
  // Milliseconds from the start of the leg.
  struct span_ms {
    std::int64_t from;
    std::int64_t to;
    friend constexpr bool operator==(const span_ms&, const span_ms&) = default;
  };
  struct lengths;

  static bool settled_by_nearest(const leg& way,
                                 const lengths& l,
                                 const boundary_distance& from,
                                 const boundary_distance& to);
  void bound_by_nearest(const leg& way,
                        const lengths& l,
                        const boundary_distance& from,
                        const boundary_distance& to);
  void bound_by_edges(const leg& way, const lengths& l, const area& shape);
  static plane_point allowed_at(const leg& way,
                                const lengths& l,
                                std::int64_t from,
                                std::int64_t to);
  void follow_line(const leg& way,
                   const lengths& l,
                   const area& shape,
                   const boundary_distance& from,
                   const boundary_distance& to);
  void follow_way(const leg& way, const area& shape);
  void paint(const leg& way, const lengths& l, std::vector<presence_line::run>& runs);
  [[nodiscard]] presence_level level_at(const leg& way, std::int64_t at) const;

  double ring_m_;
  std::vector<edge_in_reach> edges_;
  std::vector<span_ms> crossings_;
  std::vector<leg_part> parts_;
  std::vector<span_ms> proved_;
  std::vector<span_ms> possible_;
  std::vector<span_ms> likely_;
  std::vector<span_ms> near_;
  std::vector<std::int64_t> cuts_;
};

}  // namespace beatwatch
