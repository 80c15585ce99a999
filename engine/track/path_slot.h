#pragma once
#include <cstddef>
#include <cstdint>

#include "engine/base/interval.h"
#include "engine/track/track.h"

namespace beatwatch {

// The way of a device along roads is found slot by slot of observed time: for the legs that begin
// in a slot it is decided by the good fixes of the slot and some on either side, and so by the
// fixes alone, whatever order they come in. Five minutes: the longer, the less is read twice; but
// slot and context together must have passed before what was in them settles.
inline constexpr duration path_slot_length = std::chrono::minutes{5};

// A fix says little of where somebody was several fixes or minutes before: three fixes and one
// minute on either side are looked at, but none that lies five minutes away.
inline constexpr std::size_t path_context_fixes = 3;
inline constexpr duration path_context_min = std::chrono::minutes{1};
inline constexpr duration path_context_max = std::chrono::minutes{5};

// Until then legs are laid along roads as far as they have so many good fixes after them, whenever
// the track has grown by so much.
inline constexpr std::size_t path_look_ahead = 3;
inline constexpr duration path_look_every = std::chrono::minutes{1};

/// The number of the slot that an instant belongs to: the same for all devices, so that two that
/// report alike go the same way.
std::int64_t path_slot_of(instant t);
interval times_of_path_slot(std::int64_t slot);

/// Which good fixes of a track decide on the ways of the legs that begin in a slot.
struct path_window {
  std::size_t first = 0;  ///< index of the first of them
  std::size_t last = 0;   ///< and of the last; below `first`: there is none
  bool complete = false;  ///< no fix after the newest one can be among them
};
path_window window_of(const track& path, interval slot);

}  // namespace beatwatch
