#include "engine/follow_roads.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "engine/crew_rest.h"
#include "engine/device_holder.h"
#include "engine/state.h"
#include "engine/track/path_slot.h"

namespace beatwatch {
namespace {

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

// Legs that follow each other, all of them on foot or none: calls lay(leg, way) for each that is
// wanted.
template <typename Wanted, typename Lay>
void match_run(state& s, device_id id, const std::vector<road_leg>& run, Wanted& wanted, Lay& lay) {
  if (std::none_of(run.begin(), run.end(), wanted)) {
    return;
  }
  const auto& fixes = s.devices[id.value].path.fixes();
  std::vector<match_fix>& matched = s.paths.fixes;
  matched.assign(1, as_matched(fixes[run.front().from]));
  for (const road_leg& leg : run) {
    matched.push_back(as_matched(fixes[leg.to]));
  }
  matched_legs& legs = matcher(s, run.front().on_foot);
  legs.match(matched);
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (wanted(run[i])) {
      lay(run[i], legs.leg(i));
    }
  }
}

template <typename Wanted, typename Lay>
void match_window(state& s, device_id id, const path_window& window, Wanted wanted, Lay lay) {
  const auto& fixes = s.devices[id.value].path.fixes();
  std::vector<road_leg> run;
  std::optional<std::size_t> before;
  for (std::size_t i = window.first; i <= window.last && i < fixes.size(); ++i) {
    if (fixes[i].standing != fix_standing::good) {
      continue;
    }
    if (before) {
      const auto leg = road_leg_between(s, id, *before, i);
      if (!leg || (!run.empty() && leg->on_foot != run.front().on_foot)) {
        match_run(s, id, run, wanted, lay);
        run.clear();
      }
      if (leg) {
        run.push_back(*leg);
      }
    }
    before = i;
  }
  match_run(s, id, run, wanted, lay);
}

laid_way laid_along(const device_state& device,
                    const road_leg& leg,
                    std::span<const path_part> way) {
  // FNV-1a over whole numbers.
  std::uint64_t digest = 14'695'981'039'346'656'037U;
  const auto add = [&digest](std::int64_t value) {
    digest = (digest ^ static_cast<std::uint64_t>(value)) * 1'099'511'628'211U;
    digest ^= digest >> 32U;
  };
  for (const path_part& part : way) {
    add(part.from_at.x_mm);
    add(part.from_at.y_mm);
    add(part.to_at.x_mm);
    add(part.to_at.y_mm);
    add(instant_to_ms(part.from));
    add(instant_to_ms(part.to));
  }
  const auto& fixes = device.path.fixes();
  return {{fixes[leg.from].observed_at, fixes[leg.to].observed_at}, digest};
}

void lay(state& s, device_id id, const road_leg& leg, std::span<const path_part> way) {
  const device_state& device = s.devices[id.value];
  s.legs.follow(device.path, leg.from, leg.to, leg.held, s.profile_of(device), way);
}

}  // namespace

void follow_roads(state& s, device_id id, const open_path_slot& slot) {
  const device_state& device = s.devices[id.value];
  const auto& fixes = device.path.fixes();
  const interval times = times_of_path_slot(slot.slot);
  match_window(
      s,
      id,
      window_of(device.path, times),
      [&](const road_leg& leg) {
        return times.contains(fixes[leg.from].observed_at) &&
               fixes[leg.to].observed_at > s.books.settled_to();
      },
      [&](const road_leg& leg, std::span<const path_part> way) {
        const laid_way now = laid_along(device, leg, way);
        if (std::find(slot.laid.begin(), slot.laid.end(), now) == slot.laid.end()) {
          lay(s, id, leg, way);
        }
      });
}

void follow_roads_so_far(state& s, device_id id, open_path_slot& slot) {
  const device_state& device = s.devices[id.value];
  const auto& fixes = device.path.fixes();
  const interval open{slot.laid_to, times_of_path_slot(slot.slot).to};
  const path_window window = window_of(device.path, open);
  std::size_t decided = fixes.size();
  for (std::size_t after = 0; after <= path_look_ahead; ++after) {
    const auto good = device.path.good_before(decided);
    if (!good || *good < window.first) {
      return;
    }
    decided = *good;
  }
  slot.seen_to = fixes.back().observed_at;
  match_window(
      s,
      id,
      window,
      [&](const road_leg& leg) {
        return open.contains(fixes[leg.from].observed_at) && leg.to <= decided &&
               fixes[leg.to].observed_at > s.books.settled_to();
      },
      [&](const road_leg& leg, std::span<const path_part> way) {
        slot.laid.push_back(laid_along(device, leg, way));
        lay(s, id, leg, way);
      });
  slot.laid_to = std::clamp(fixes[decided].observed_at, slot.laid_to, open.to);
}

}  // namespace beatwatch
