#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/change.h"
#include "engine/model/alarm.h"

namespace beatwatch {

/// What makes one alarm out of however many signs of it: the unit, the source, or the sector.
struct alarm_key {
  alarm_rule rule{};
  std::string of;
  friend auto operator<=>(const alarm_key&, const alarm_key&) = default;
};

/// Something that a rule finds to hold now.
struct alarm_cause {
  alarm_key key;
  std::string sector;    ///< path of the level; empty: everybody's
  std::string incident;  ///< as in `alarm_changed`, likewise the rest
  std::uint32_t devices = 0;
  std::vector<zone_at_risk> zones;
  std::vector<candidate> nearest;
};

template <class Archive>
void fields(Archive& a, alarm_key& k) {
  a(k.rule, k.of);
}

}  // namespace beatwatch
