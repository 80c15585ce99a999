#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "bench/accuracy/street_map.h"
#include "engine/roads/matched_path.h"
#include "engine/roads/snap.h"
#include "replay/random.h"

namespace beatwatch {

/// How somebody chooses the next street.
enum class patrol_style : std::uint8_t {
  purposeful,  ///< the quickest way to a random place not far off, then to another one
  wander,      ///< any street but the one they came by, unless there is no other
  loop,        ///< the same, within a few blocks of where they began
};
std::string_view to_string(patrol_style style);

/// Two hours of somebody's way: parts without a gap, from `patrol_start` on.
///
/// On foot: 1.3 m/s, 10 % more or less from one walker to the next; at each junction, with a chance
/// of 6 %, a stop of 1 to 8 minutes. By car: the map's speeds times 0.75 to 1.05, 1.8 m/s^2 up and
/// 2.2 m/s^2 down, slowly round corners, a wait of 5 to 45 s at 12 % of the junctions, a stop of 1
/// to 8 minutes at 1 %.
std::vector<path_part> patrol(const street_map& map,
                              road_user user,
                              patrol_style style,
                              random_stream random);

inline constexpr instant patrol_start = ms_to_instant(1'780'668'000'000);
inline constexpr duration patrol_length = std::chrono::hours{2};

}  // namespace beatwatch
