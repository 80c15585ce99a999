#include "engine/deadlines.h"

#include <algorithm>

#include "engine/crew_doubts.h"
#include "engine/likely_paths.h"
#include "engine/state.h"
#include "engine/track/path_slot.h"
#include "engine/watch_alarms.h"

namespace beatwatch {
namespace {

// While passes wait to be settled the engine wakes as if zones were to be published.
constexpr duration settle_check_every = std::chrono::minutes{1};
constexpr duration stale_check_every = std::chrono::seconds{10};

instant on_grid(instant t, duration interval) {
  const auto since = t.time_since_epoch();
  const auto whole = since / interval;
  return instant{interval * (whole * interval == since ? whole : whole + 1)};
}

bool anyone_to_watch(const state& s) {
  return std::any_of(
      s.units.begin(), s.units.end(), [](const unit_state& u) { return u.last && !u.stale; });
}

// In order of name, so that what leaves the engine does not depend on who was seen first.
void tell_stale(state& s, std::vector<change>& changes) {
  std::vector<std::uint32_t> silent;
  for (std::uint32_t u = 0; u < s.units.size(); ++u) {
    unit_state& unit = s.units[u];
    if (unit.last && !unit.stale && s.now - unit.last->observed_at > s.settings.stale_after) {
      unit.stale = true;
      silent.push_back(u);
    }
  }
  std::sort(silent.begin(), silent.end(), [&s](std::uint32_t a, std::uint32_t b) {
    return s.unit_names.name(unit_id{a}) < s.unit_names.name(unit_id{b});
  });
  for (const std::uint32_t u : silent) {
    changes.push_back({s.now,
                       unit_staleness_changed{
                           s.unit_names.name(unit_id{u}), true, s.units[u].last->observed_at}});
  }
}

void tell_counts(state& s, std::vector<change>& changes) {
  for (auto& [source, of_source] : s.sources) {
    for (auto& [reason, count] : of_source.counts) {
      if (count.told != count.total) {
        count.told = count.total;
        changes.push_back({s.now, source_counted{source, reason, count.total}});
      }
    }
  }
}

}  // namespace

std::optional<instant> next_deadline(const state& s) {
  instant next =
      s.books.waiting() || s.gates.waiting() || s.counts_untold ? s.now : s.books.next_wake();
  next = std::min(next, s.paths.due_at);
  if (s.anyone_heard) {
    next = std::min(next, s.stale_checked_at + stale_check_every);
  }
  if (s.gates.unsettled()) {
    next = std::min(next, s.ticked_at + settle_check_every);
  }
  if (s.health.to_judge()) {
    next = std::min(next, s.stale_checked_at + stale_check_every);
  }
  next = std::min(next, next_watch(s));
  if (!s.zones_to_come.empty()) {
    next = std::min(next, s.zones_to_come.begin()->first);
  }
  if (next == instant::max()) {
    return std::nullopt;
  }
  const duration interval = s.settings.publish_interval;
  return on_grid(std::max({next, s.now, s.ticked_at + duration{1}}), interval);
}

void take_tick(state& s, std::vector<change>& changes) {
  s.ticked_at = s.now;
  match_paths(s);
  const instant settled_to = s.books.settled_to();
  s.books.publish(s.now, s.zone_names, s.unit_names, changes);
  s.gates.publish(s.now, s.books.settled_to(), s.books.retained_from(), s.unit_names, changes);
  if (s.books.settled_to() > settled_to) {
    for (device_state& device : s.devices) {
      device.path.forget_before(s.books.settled_to() - path_slot_length - path_context_max);
    }
    s.declared.forget_before(s.now - s.settings.presence_retained);
  }
  look_for_crews(s, changes);
  if (s.counts_untold) {
    tell_counts(s, changes);
    s.counts_untold = false;
  }
  if (s.now >= s.stale_checked_at + stale_check_every) {
    s.stale_checked_at = s.now;
    tell_stale(s, changes);
    s.anyone_heard = anyone_to_watch(s);
    s.health.judge(s.device_names, s.now, changes);
    watch_alarms(s, changes);
  }
}

}  // namespace beatwatch
