#include "engine/likely_paths.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "engine/crew_rest.h"
#include "engine/device_holder.h"
#include "engine/state.h"
#include "engine/track/path_slot.h"

namespace beatwatch {
namespace {

// About a tenth of a second's work: neither the end of a slot, nor late uploads, nor other roads
// hold up a tick.
constexpr std::size_t slots_per_tick = 128;

bool is_open(const device_state& device, std::int64_t slot) {
  return std::any_of(device.open_slots.begin(),
                     device.open_slots.end(),
                     [slot](const open_path_slot& o) { return o.slot == slot; });
}

void open(state& s, device_id id, std::int64_t slot) {
  device_state& device = s.devices[id.value];
  const interval times = times_of_path_slot(slot);
  const bool complete = window_of(device.path, times).complete;
  const instant due = complete ? s.now : std::max(s.now, times.to + path_context_max);
  const auto known = std::find_if(device.open_slots.begin(),
                                  device.open_slots.end(),
                                  [slot](const open_path_slot& o) { return o.slot == slot; });
  if (known != device.open_slots.end()) {
    known->due = std::min(known->due, due);
  } else {
    if (device.open_slots.empty()) {
      s.paths.waiting.push_back(id);
    }
    device.open_slots.push_back({slot, due});
  }
  s.paths.due_at = std::min(s.paths.due_at, due);
}

// A leg that may follow roads, and how.
struct road_leg {
  std::size_t from;
  std::size_t to;
  held_device held;
  bool on_foot;
};

// Nothing where it was at rest, is not known to have been with one unit, or was silent for too
// long: there the straight line stays.
std::optional<road_leg> road_leg_between(state& s, device_id id, std::size_t from, std::size_t to) {
  const device_state& device = s.devices[id.value];
  const reporting_profile& profile = s.profile_of(device);
  const auto& fixes = device.path.fixes();
  const interval way{fixes[from].observed_at, fixes[to].observed_at};
  if (way.length() > profile.gap_limit) {
    return std::nullopt;
  }
  const std::optional<held_device> before = holder(s, id, way.from);
  const std::optional<held_device> held = holder(s, id, way.to);
  if (!before || !held || before->unit != held->unit) {
    return std::nullopt;
  }
  const held_device walking = on_foot_beside_car(s, *held, way);
  const leg limits = s.legs.make_leg(device.path, from, to, walking, profile);
  if (!limits.feasible || limits.cap_mps == 0.0) {
    return std::nullopt;
  }
  return road_leg{from, to, walking, limits.speed == pace::on_foot};
}

match_fix as_matched(const fix& f) {
  match_fix result{.observed_at = f.observed_at, .at = f.at};
  if (f.heading_cdeg != fix::no_heading) {
    result.heading_cdeg = f.heading_cdeg;
  }
  if (f.speed_cmps != fix::no_speed) {
    result.speed_mmps = std::uint32_t{f.speed_cmps} * 10;
  }
  return result;
}

matched_legs& matcher(state& s, bool on_foot) {
  path_memory& memory = s.paths;
  if (memory.roads != s.roads) {
    memory.on_foot.reset();
    memory.by_car.reset();
    memory.roads = s.roads;
  }
  auto& found = on_foot ? memory.on_foot : memory.by_car;
  if (!found) {
    found =
        std::make_unique<matched_legs>(s.roads, on_foot ? foot_match_rules() : car_match_rules());
  }
  return *found;
}

// Legs that follow each other, all of them on foot or none.
void follow_roads(state& s, device_id id, const std::vector<road_leg>& run, interval slot) {
  const device_state& device = s.devices[id.value];
  const auto& fixes = device.path.fixes();
  const auto of_slot = [&](const road_leg& leg) {
    return slot.contains(fixes[leg.from].observed_at) &&
           fixes[leg.to].observed_at > s.books.settled_to();
  };
  if (std::none_of(run.begin(), run.end(), of_slot)) {
    return;
  }
  std::vector<match_fix>& matched = s.paths.fixes;
  matched.assign(1, as_matched(fixes[run.front().from]));
  for (const road_leg& leg : run) {
    matched.push_back(as_matched(fixes[leg.to]));
  }
  matched_legs& legs = matcher(s, run.front().on_foot);
  legs.match(matched);
  for (std::size_t i = 0; i < run.size(); ++i) {
    const road_leg& leg = run[i];
    if (of_slot(leg)) {
      s.legs.follow(device.path, leg.from, leg.to, leg.held, s.profile_of(device), legs.leg(i));
    }
  }
}

void match_slot(state& s, device_id id, interval slot) {
  const auto& fixes = s.devices[id.value].path.fixes();
  const path_window window = window_of(s.devices[id.value].path, slot);
  std::vector<road_leg> run;
  std::optional<std::size_t> before;
  for (std::size_t i = window.first; i <= window.last && i < fixes.size(); ++i) {
    if (fixes[i].standing != fix_standing::good) {
      continue;
    }
    if (before) {
      const auto leg = road_leg_between(s, id, *before, i);
      if (!leg || (!run.empty() && leg->on_foot != run.front().on_foot)) {
        follow_roads(s, id, run, slot);
        run.clear();
      }
      if (leg) {
        run.push_back(*leg);
      }
    }
    before = i;
  }
  follow_roads(s, id, run, slot);
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
  const device_state& device = s.devices[id.value];
  const auto& fixes = device.path.fixes();
  const std::size_t newest = fixes.size() - 1;
  const std::int64_t slot = path_slot_of(fixes[newest].observed_at);
  const auto touch = [&](std::int64_t earlier) {
    if (is_open(device, earlier) ||
        window_of(device.path, times_of_path_slot(earlier)).last == newest) {
      open(s, id, earlier);
    }
  };
  open(s, id, slot);
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
    open(s, id, slot);
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
    std::erase_if(s.devices[due.device.value].open_slots,
                  [&due](const open_path_slot& o) { return o.slot == due.slot; });
    match_slot(s, due.device, due.times);
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
