#include "engine/likely_paths.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/follow_roads.h"
#include "engine/state.h"
#include "engine/track/path_slot.h"

namespace beatwatch {
namespace {

// About a tenth of a second's work: neither the end of a slot, nor late uploads, nor other roads
// hold up a tick.
constexpr std::size_t slots_per_tick = 128;

open_path_slot* find_open(device_state& device, std::int64_t slot) {
  const auto known = std::find_if(device.open_slots.begin(),
                                  device.open_slots.end(),
                                  [slot](const open_path_slot& o) { return o.slot == slot; });
  return known == device.open_slots.end() ? nullptr : &*known;
}

open_path_slot& open(state& s, device_id id, std::int64_t slot) {
  device_state& device = s.devices[id.value];
  const interval times = times_of_path_slot(slot);
  const bool complete = window_of(device.path, times).complete;
  const instant due = complete ? s.now : std::max(s.now, times.to + path_context_max);
  open_path_slot* known = find_open(device, slot);
  if (known == nullptr) {
    if (device.open_slots.empty()) {
      s.paths.waiting.push_back(id);
    }
    known = &device.open_slots.emplace_back(open_path_slot{
        .slot = slot, .due = due, .laid_to = times.from, .seen_to = times.from, .laid = {}});
  }
  known->due = std::min(known->due, due);
  s.paths.due_at = std::min(s.paths.due_at, known->due);
  return *known;
}

// Its legs are straight again.
void forget_laid(open_path_slot& slot) {
  slot.laid_to = times_of_path_slot(slot.slot).from;
  slot.seen_to = slot.laid_to;
  slot.laid.clear();
}

struct due_slot {
  interval times;
  device_id device;
  std::int64_t slot;
};

// The oldest first; so many that a tick can bear them, and those that are about to settle.
std::vector<due_slot> take_due(state& s) {
  std::vector<due_slot> due;
  for (const device_id id : s.paths.waiting) {
    const device_state& device = s.devices[id.value];
    for (const open_path_slot& o : device.open_slots) {
      if (o.due <= s.now) {
        due.push_back({times_of_path_slot(o.slot), id, o.slot});
      }
    }
  }
  std::sort(due.begin(), due.end(), [&s](const due_slot& a, const due_slot& b) {
    return std::tie(a.times.from, s.device_names.name(a.device)) <
           std::tie(b.times.from, s.device_names.name(b.device));
  });
  const instant settling_to = s.books.settling_to(s.now);
  std::size_t count = std::min(due.size(), slots_per_tick);
  while (count < due.size() && due[count].times.from < settling_to) {
    ++count;
  }
  due.resize(count);
  return due;
}

void look_when_due(state& s) {
  s.paths.due_at = instant::max();
  for (const device_id id : s.paths.waiting) {
    for (const open_path_slot& o : s.devices[id.value].open_slots) {
      s.paths.due_at = std::min(s.paths.due_at, o.due);
    }
  }
}

}  // namespace

void path_grew(state& s, device_id id) {
  if (s.roads == nullptr) {
    return;
  }
  device_state& device = s.devices[id.value];
  const auto& fixes = device.path.fixes();
  const std::size_t newest = fixes.size() - 1;
  const std::int64_t slot = path_slot_of(fixes[newest].observed_at);
  const auto touch = [&](std::int64_t earlier) {
    if (find_open(device, earlier) != nullptr ||
        window_of(device.path, times_of_path_slot(earlier)).last == newest) {
      open(s, id, earlier);
    }
  };
  open_path_slot& current = open(s, id, slot);
  if (fixes[newest].observed_at >= current.seen_to + path_look_every) {
    current.due = std::min(current.due, s.now);
    s.paths.due_at = std::min(s.paths.due_at, current.due);
  }
  touch(slot - 1);
  if (const auto before = device.path.good_before(newest)) {
    if (const std::int64_t of_leg = path_slot_of(fixes[*before].observed_at); of_leg < slot - 1) {
      touch(of_leg);
    }
  }
}

void path_changed(state& s, device_id id, interval rewritten) {
  const device_state& device = s.devices[id.value];
  if (s.roads == nullptr || device.path.empty()) {
    return;
  }
  const duration after = std::max(path_context_max, s.profile_of(device).gap_limit);
  const std::int64_t first = path_slot_of(std::max(rewritten.from - after, s.books.settled_to()));
  const std::int64_t last = path_slot_of(
      std::min(rewritten.to + path_context_max, device.path.fixes().back().observed_at));
  for (std::int64_t slot = first; slot <= last; ++slot) {
    forget_laid(open(s, id, slot));
  }
}

void paths_changed(state& s) {
  for (std::uint32_t d = 0; d < s.devices.size(); ++d) {
    const auto& fixes = s.devices[d].path.fixes();
    if (!fixes.empty()) {
      path_changed(s, device_id{d}, {fixes.front().observed_at, fixes.back().observed_at});
    }
  }
}

void match_paths(state& s) {
  if (s.now < s.paths.due_at) {
    return;
  }
  s.books.because(visit_cause::revision);
  for (const due_slot& due : take_due(s)) {
    device_state& device = s.devices[due.device.value];
    open_path_slot& slot = *find_open(device, due.slot);
    const instant last_due = due.times.to + path_context_max;
    if (s.now < last_due && !window_of(device.path, due.times).complete) {
      follow_roads_so_far(s, due.device, slot);
      slot.due = last_due;
      continue;
    }
    follow_roads(s, due.device, slot);
    std::erase_if(device.open_slots,
                  [&due](const open_path_slot& o) { return o.slot == due.slot; });
  }
  std::erase_if(s.paths.waiting,
                [&s](device_id id) { return s.devices[id.value].open_slots.empty(); });
  look_when_due(s);
}

void rebuild_waiting_paths(state& s) {
  for (std::uint32_t d = 0; d < s.devices.size(); ++d) {
    if (!s.devices[d].open_slots.empty()) {
      s.paths.waiting.push_back(device_id{d});
    }
  }
  look_when_due(s);
}

}  // namespace beatwatch
