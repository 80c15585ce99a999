#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "engine/base/units.h"
#include "engine/event.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

struct state;

/// What is found out about a ping before its turn comes.
struct ping_preview {
  std::optional<plane_point> at;    ///< empty: outside the plane
  std::optional<device_id> device;  ///< empty: not known yet
};

/// Looks at the pings of a batch some at a time before they are taken, and begins to bring into the
/// cache what they will read: device, unit, zones around, books. A ping alone would wait for one
/// after the other. Changes nothing but the time that takes.
class look_ahead {
 public:
  look_ahead(state& s, std::span<const event> batch) : state_(&s), batch_(batch) {}

  /// Of the event `i` of the batch; asked for in order. Nothing for one that is no ping.
  const ping_preview& at(std::size_t i) {
    if (i % group_size == 0) {
      preview_group(batch_.subspan(i, std::min(group_size, batch_.size() - i)));
    }
    return group_[i % group_size];
  }

 private:
  static constexpr std::size_t group_size = 8;

  void preview_group(std::span<const event> events);

  state* state_;
  std::span<const event> batch_;
  std::array<ping_preview, group_size> group_;
};

}  // namespace beatwatch
