#pragma once
#include <cstddef>
#include <optional>

#include "engine/figures/evidence.h"

namespace beatwatch {

/// Time without a visit, by the spans of the visits. A gap that the window cuts off lasted at least
/// as long as what is seen of it; leaving such gaps out would make the long ones vanish.
struct gap_figures {
  std::size_t ended = 0;           ///< gaps between two visits
  std::size_t cut_off = 0;         ///< by an edge of the window: at most two
  std::optional<duration> median;  ///< by Kaplan and Meier; absent: not known, too many cut off
  std::optional<duration> p90;
  duration longest{};            ///< seen
  bool longest_cut_off = false;  ///< it lasted at least so long
  /// From the last visit to the end of the window, 0 during a visit; absent: none is known of.
  std::optional<duration> age;
};

gap_figures gaps_of(const place_evidence& evidence);

}  // namespace beatwatch
