#include "adapters/daemon/position_intake.h"

#include <utility>

namespace beatwatch {

std::vector<intake> intakes_of(const std::string& source,
                               std::vector<ping>& pings,
                               std::vector<device_heard>& heard) {
  std::vector<intake> events;
  events.reserve(pings.size() + heard.size());
  for (ping& each : pings) {
    events.push_back({.source = source, .source_seq = 0, .body = std::move(each)});
  }
  for (device_heard& each : heard) {
    events.push_back({.source = source, .source_seq = 0, .body = std::move(each)});
  }
  pings.clear();
  heard.clear();
  return events;
}

void tell_rejects(const std::string& source, intake_counts& counts, const intake_parts& parts) {
  if (!parts.unusable) {
    return;
  }
  counts.tell([&source, &parts](const rejected_record& rejected) {
    if (mendable(rejected.reason) && !rejected.record.empty()) {
      parts.unusable(source,
                     {.reason = to_string(rejected.reason),
                      .device = rejected.device,
                      .origin = rejected.origin,
                      .record = rejected.record,
                      .received_at = rejected.received_at});
    }
  });
}

void give_counts(const std::string& source, intake_counts& counts, reception& rooms) {
  for (const intake_counted& counted : counts.take_new()) {
    rooms.count(source, counted.reason, counted.count);
  }
}

}  // namespace beatwatch
