#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/feeds/feed_item.h"
#include "adapters/web/live_events.h"
#include "beatwatch/v1/feed.pb.h"

namespace beatwatch {

/// A message that holds until the next one about the same unit.
inline feed_item stale(std::uint64_t number, const std::string& unit, bool value) {
  v1::FeedMessage message;
  message.set_number(number);
  message.mutable_unit_staleness_changed()->set_unit(unit);
  message.mutable_unit_staleness_changed()->set_stale(value);
  return {.number = number,
          .topic = "unit/" + unit + '/',
          .body = message.SerializeAsString(),
          .effect = situation_effect::keep,
          .key = "stale",
          .ended = {}};
}

/// A window that may know everything.
inline event_listener everybody() {
  return {.may_know = [](std::string_view) { return true; }, .may_stay = [] { return true; }};
}

}  // namespace beatwatch
