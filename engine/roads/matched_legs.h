#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "engine/roads/map_match.h"
#include "engine/roads/path_part.h"

namespace beatwatch {

/// The ways between successive fixes of one user, one track after the other. Holds the match's
/// memory. One thread at a time.
class matched_legs {
 public:
  matched_legs(std::shared_ptr<const road_graph> roads, const match_rules& rules);

  /// Matches a whole track: two fixes at least, in the order of their times.
  void match(std::span<const match_fix> fixes);

  /// From fix `i` of the last track to the next one, without a gap in time. Empty where no way was
  /// found that fits both.
  [[nodiscard]] std::span<const path_part> leg(std::size_t i) const {
    return std::span{parts_}.subspan(first_[i], first_[i + 1] - first_[i]);
  }

 private:
  std::shared_ptr<const road_graph> roads_;
  road_user user_;
  map_match match_;
  matched_track path_;
  std::vector<path_part> parts_;
  std::vector<std::size_t> first_;  // part of each leg; then the number of parts
};

}  // namespace beatwatch
