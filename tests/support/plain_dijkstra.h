#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/roads/road_graph.h"
#include "engine/roads/travel_time.h"

namespace beatwatch {

/// The oracle of `travel_search`: the edge-based graph written out, every allowed turn an arc, and
/// a textbook Dijkstra search forward from one source. It shares no code with the search; rounding
/// of a part of an edge follows the same rule, to the nearest millisecond.
class plain_dijkstra {
 public:
  plain_dijkstra(const road_graph& roads, travel_profile profile);

  struct answer {
    std::int64_t time_ms;
    std::int64_t distance_mm;
    friend auto operator<=>(const answer&, const answer&) = default;
  };
  /// Empty when the target cannot be reached.
  [[nodiscard]] std::optional<answer> between(road_place source, road_place target) const;

 private:
  struct arc {
    std::uint32_t to;
    std::int64_t turn_ms;
  };
  [[nodiscard]] bool open(road_edge_id edge) const;
  [[nodiscard]] std::int64_t whole_ms(road_edge_id edge) const;
  [[nodiscard]] answer part(road_edge_id edge, std::int64_t mm) const;

  const road_graph& roads_;
  travel_profile profile_;
  std::vector<std::vector<arc>> arcs_;  // by edge, from its head on
};

}  // namespace beatwatch
