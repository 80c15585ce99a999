#include "engine/crew_memory.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "engine/device_holder.h"
#include "engine/state.h"

namespace beatwatch {
namespace {

constexpr duration read_ahead = std::chrono::hours{1};

}  // namespace

const std::vector<crew_stretch>& crew_memory::stretches(unit_id unit) const {
  if (known_.size() <= unit.value) {
    known_.resize(unit.value + 1);
  }
  known_crew& known = known_[unit.value];
  if (known.roster_version != state_->roster_version ||
      known.within.to <= state_->now + state_->settings.future_limit) {
    known.roster_version = state_->roster_version;
    known.within = {state_->books.settled_to(),
                    state_->now + state_->settings.future_limit + read_ahead};
    known.stretches = read(unit, known.within);
  }
  return known.stretches;
}

std::vector<crew_stretch> crew_memory::read(unit_id unit, interval within) const {
  std::vector<crew_stretch> result;
  for (const auto& [time, entries] :
       state_->roster.held_by(state_->unit_names.name(unit), within)) {
    std::map<std::string_view, std::vector<device_id>> by_person;
    for (const roster_entry* entry : entries) {
      if (!entry->person_ref.empty()) {
        auto& own = by_person[entry->person_ref];
        const auto devices = devices_named(*state_, entry->device);
        own.insert(own.end(), devices.begin(), devices.end());
      }
    }
    crew_stretch stretch{time, {}};
    for (auto& [person, own] : by_person) {
      stretch.members.push_back({persons_.intern(person).value, std::move(own)});
    }
    if (!stretch.members.empty()) {
      result.push_back(std::move(stretch));
    }
  }
  return result;
}

void crew_memory::heard(unit_id unit,
                        device_id device,
                        interval within,
                        std::vector<interval>& times) const {
  const device_state& known = state_->devices[device.value];
  const duration gap_limit = state_->profile_of(known).gap_limit;
  const auto& fixes = known.path.fixes();
  const std::string& name = state_->unit_names.name(unit);
  roster_book::holding holding{.entry = nullptr, .same_within = {}};
  const auto held = [&](instant t) {
    if (!holding.same_within.contains(t)) {
      holding = state_->roster.holder(known.source, known.name, t);
    }
    return holding.entry != nullptr && holding.entry->unit == name;
  };
  const std::size_t next = known.path.first_at_or_after(within.from);
  std::size_t from = known.path.good_before(next).value_or(next);
  for (std::size_t to = from + 1; to < fixes.size() && fixes[from].observed_at < within.to; ++to) {
    if (fixes[to].standing != fix_standing::good) {
      continue;
    }
    const bool leg = fixes[from].standing == fix_standing::good && held(fixes[from].observed_at) &&
                     held(fixes[to].observed_at);
    for (; from < to; ++from) {
      const instant until =
          std::min(fixes[from + 1].observed_at, fixes[from].observed_at + gap_limit);
      const interval heard = intersection({fixes[from].observed_at, until}, within);
      if (leg && !heard.empty()) {
        times.push_back(heard);
      }
    }
  }
}

}  // namespace beatwatch
