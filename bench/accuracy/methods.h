#pragma once
#include <array>
#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "bench/accuracy/street_map.h"
#include "engine/roads/matched_path.h"

namespace beatwatch {

/// Ways to make a way of fixes.
enum class method : std::uint8_t {
  ping_counting,  ///< at each fix until the next one
  straight_line,
  shortest_path,  ///< each fix on the nearest road, between them the shortest way, evenly in time
  matched,        ///< `map_match` with full look-back
  matched_live,   ///< the same, each fix decided no more than `live_look_ahead` fixes later
};
inline constexpr std::size_t method_count = 5;
inline constexpr std::array<method, method_count> methods{method::ping_counting,
                                                          method::straight_line,
                                                          method::shortest_path,
                                                          method::matched,
                                                          method::matched_live};
inline constexpr std::size_t live_look_ahead = 3;
std::string_view to_string(method m);

/// Parts without a gap from the first fix to the last.
std::vector<path_part> way_by(method m,
                              const street_map& map,
                              road_user user,
                              std::span<const match_fix> fixes);

}  // namespace beatwatch
