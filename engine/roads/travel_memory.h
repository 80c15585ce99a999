#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/roads/road_graph.h"
#include "engine/roads/search_heap.h"
#include "engine/roads/travel_time.h"

namespace beatwatch {

inline constexpr std::uint32_t no_index = std::numeric_limits<std::uint32_t>::max();

/// What a search knows of a node. Before the first visit: of the cheapest way on found so far.
struct node_mark {
  std::uint64_t best;
  std::uint32_t stamp;
  std::uint32_t first_edge;  ///< by which it goes on; `no_index`: not visited
  bool behind;               ///< that way goes through a node with banned turns
  bool exhausted;            ///< no further way on matters
  bool turns_banned;         ///< here: every edge out of it has a cost of its own
};

/// Cost from the tail of an edge, which is a node with banned turns, to the target.
struct edge_cost {
  std::uint64_t key;
  std::uint32_t stamp;
};

/// A source in one of its directions of travel.
struct source_leg {
  std::uint64_t to_head;  ///< cost of the rest of the edge
  std::uint32_t edge;
  std::uint32_t source;
  std::uint32_t next;  ///< leg on the same edge; `no_index`: none
};

/// What a search writes into. Dense arrays with the stamp of the search that wrote last, so that a
/// new search begins without clearing them.
struct travel_search::memory {
  std::vector<node_mark> marks;          ///< by node
  std::vector<edge_cost> costs;          ///< by edge
  std::vector<std::uint32_t> first_leg;  ///< by edge; `no_index` between searches
  std::vector<source_leg> legs;
  std::vector<std::uint32_t> settled;  ///< by source: stamp of the search that settled it
  std::vector<travel_found> found;
  search_heap heap;
  std::uint32_t stamp = 0;

  /// Makes whatever an earlier search wrote old.
  void begin(const road_graph& roads, std::size_t sources);
};

}  // namespace beatwatch
