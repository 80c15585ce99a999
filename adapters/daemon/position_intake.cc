#include "adapters/daemon/position_intake.h"

#include <utility>

namespace beatwatch {

std::vector<intake> intakes_of(const std::string& source, std::vector<ping>& pings) {
  std::vector<intake> events;
  events.reserve(pings.size());
  for (ping& each : pings) {
    events.push_back({.source = source, .source_seq = 0, .body = std::move(each)});
  }
  pings.clear();
  return events;
}

void give_counts(const std::string& source, intake_counts& counts, engine_loop& engine) {
  for (const intake_counted& counted : counts.take_new()) {
    engine.count(source, counted.reason, counted.count);
  }
}

}  // namespace beatwatch
