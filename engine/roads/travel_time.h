#pragma once
#include <cstdint>
#include <memory>
#include <span>

#include "engine/roads/road_graph.h"

namespace beatwatch {

/// How somebody moves through the network.
enum class travel_profile : std::uint8_t {
  ordinary,  ///< a car at the file's ordinary times, with one-way rules and banned turns
  response,  ///< the same at response times
  foot,      ///< 1.4 m/s along every road open to walkers, in both directions
};

/// Turning round on the road, away from a dead end.
inline constexpr std::int64_t u_turn_ms = 20'000;

/// Walking speed 1.4 m/s = 7 mm in 5 ms.
/// Source: Bohannon, "Comfortable and maximum walking speed of adults", Age and Ageing 26, 1997.
constexpr std::uint32_t walk_ms(std::uint64_t length_mm) {
  return static_cast<std::uint32_t>((length_mm * 5 + 3) / 7);
}

/// How far one of the sources is from the target.
struct travel_found {
  std::uint32_t source = 0;  ///< its position in the list
  std::int64_t time_ms = 0;
  std::int64_t distance_mm = 0;  ///< along the fastest path; the shortest of equally fast ones
};

/// Finds who reaches a place first: a backward Dijkstra search from the target over the edge-based
/// graph, which stops when enough sources are settled. An object holds the search's memory: after
/// the first search in a graph no further one allocates. One thread at a time.
class travel_search {
 public:
  travel_search();
  ~travel_search();
  travel_search(travel_search&& other) noexcept;
  travel_search& operator=(travel_search&& other) noexcept;

  /// The `count` nearest of `sources`, by time, with every other that is as near as the last of
  /// them; fewer when no more can reach the target within `limit_ms`. Ordered by time, then by
  /// position in the list. A source or a target on a two-way road may be left or entered in either
  /// direction without turning round; on a one-way road a car goes on in the open one.
  /// The span is valid until the next search.
  std::span<const travel_found> nearest(const road_graph& roads,
                                        travel_profile profile,
                                        road_place target,
                                        std::span<const road_place> sources,
                                        std::uint32_t count,
                                        std::int64_t limit_ms);

  struct memory;

 private:
  std::unique_ptr<memory> memory_;
};

}  // namespace beatwatch
