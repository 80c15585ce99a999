#include "engine/roads/travel_memory.h"

namespace beatwatch {

void travel_search::memory::begin(const road_graph& roads, std::size_t sources) {
  for (const source_leg& leg : legs) {
    first_leg[leg.edge] = no_index;
  }
  ++stamp;
  if (stamp == 0 || costs.size() < roads.edges().size() || marks.size() < roads.nodes().size()) {
    marks.assign(roads.nodes().size(), {});
    costs.assign(roads.edges().size(), {});
    first_leg.assign(roads.edges().size(), no_index);
    settled.clear();
    stamp = 1;
  }
  if (settled.size() < sources) {
    settled.resize(sources, 0);
  }
  legs.clear();
  found.clear();
  heap.clear();
}

}  // namespace beatwatch
