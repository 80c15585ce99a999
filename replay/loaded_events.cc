#include "replay/loaded_events.h"

#include <algorithm>

#include "adapters/journal/event_bounds.h"
#include "engine/base/overloaded.h"

namespace beatwatch {
namespace {

std::vector<event> told_twice(const std::string& source, const incident& whole) {
  incident opened = whole;
  opened.closed_at.reset();
  opened.assigned.clear();
  std::vector<event> told;
  const std::uint64_t version = std::min(whole.version, incident_version_max / 2);
  opened.version = 2 * version - 1;
  told.push_back(
      {.received_at = whole.opened_at, .source = source, .body = incident_changed{opened}});
  if (whole.closed_at || !whole.assigned.empty()) {
    incident closed = whole;
    closed.version = 2 * version;
    const instant at = std::max(whole.closed_at.value_or(whole.opened_at + duration{1}),
                                whole.opened_at + duration{1});
    told.push_back({.received_at = at, .source = source, .body = incident_changed{closed}});
  }
  return told;
}

}  // namespace

std::vector<event> loaded_events(const std::string& source, const mapped_event& mapped) {
  const auto at = [&](instant when) {
    return std::vector<event>{{.received_at = when, .source = source, .body = mapped.body}};
  };
  return std::visit(overloaded{[&](const ping& p) { return at(p.observed_at); },
                               [&](const status_changed& s) { return at(s.at); },
                               [&](const roster_changed& r) { return at(r.entry.duty.from); },
                               [&](const holding_ended& h) { return at(h.at); },
                               [&](const incident_changed& i) {
                                 return mapped.written_at ? at(*mapped.written_at)
                                                          : told_twice(source, i.incident);
                               },
                               [&](const auto&) { return std::vector<event>{}; }},
                    mapped.body);
}

}  // namespace beatwatch
