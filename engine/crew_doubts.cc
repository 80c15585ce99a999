#include "engine/crew_doubts.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

#include "engine/device_holder.h"
#include "engine/state.h"
#include "engine/track/crew_detect.h"

namespace beatwatch {
namespace {

// Everybody as of one minute.
struct outlook {
  interval window;
  std::vector<seen_device> devices;          // by id
  std::vector<const roster_entry*> holders;  // by id, at the end of the window; null: nobody
  std::vector<bool> steady;                  // by id: the same unit held it when the window began
  std::vector<crew_detector::pair> pairs;    // together

  [[nodiscard]] const std::string& unit(std::uint32_t d) const {
    static const std::string nobody;
    return holders[d] == nullptr ? nobody : holders[d]->unit;
  }
  // In the name of an officer, not a vehicle's.
  [[nodiscard]] bool carried(std::uint32_t d) const {
    return holders[d] != nullptr &&
           (!holders[d]->person_ref.empty() || holders[d]->vehicle.empty());
  }
};

outlook look_around(const state& s, instant mark) {
  outlook around{crew_detector::window_of(mark), {}, {}, {}, {}};
  for (std::uint32_t d = 0; d < s.devices.size(); ++d) {
    const device_state& device = s.devices[d];
    around.devices.push_back(
        {&device.path, s.profile_of(device).gap_limit, s.device_names.name(device_id{d})});
    const auto holder = [&](instant t) {
      return s.roster.holder(device.source, device.name, t).entry;
    };
    const roster_entry* const first = holder(around.window.from);
    const roster_entry* const last = holder(around.window.to - duration{1});
    around.holders.push_back(last);
    around.steady.push_back(first != nullptr && last != nullptr && first->unit == last->unit);
  }
  return around;
}

struct company {
  std::uint32_t device = 0;
  instant since;
};

// Those that `d` moves with and that somebody holds: vehicles first, then by name.
std::vector<company> companions_of(const outlook& around, std::uint32_t d) {
  std::vector<company> found;
  for (const crew_detector::pair& p : around.pairs) {
    const std::uint32_t other = p.a == d ? p.b : p.a;
    if ((p.a == d || p.b == d) && around.holders[other] != nullptr) {
      found.push_back({other, p.since});
    }
  }
  std::sort(found.begin(), found.end(), [&around](const company& a, const company& b) {
    const bool a_carried = around.carried(a.device);
    const bool b_carried = around.carried(b.device);
    return a_carried != b_carried ? b_carried
                                  : around.devices[a.device].name < around.devices[b.device].name;
  });
  return found;
}

bool apart_from_its_unit(const outlook& around, std::uint32_t d) {
  bool apart = false;
  for (std::uint32_t other = 0; other < around.devices.size(); ++other) {
    if (other != d && around.unit(other) == around.unit(d)) {
      const companionship c = compare(around.devices[d], around.devices[other], around.window);
      if (moved_together(c)) {
        return false;
      }
      apart = apart || moved_apart(c);
    }
  }
  return apart;
}

// An officer's device of `their_unit` that moves with one of `own_unit`.
std::string swapped_device(const outlook& around,
                           const std::string& own_unit,
                           const std::string& their_unit) {
  std::string_view found;
  for (const crew_detector::pair& p : around.pairs) {
    for (const auto& [theirs, ours] : {std::pair{p.a, p.b}, std::pair{p.b, p.a}}) {
      const std::string_view name = around.devices[theirs].name;
      if (around.carried(theirs) && around.unit(theirs) == their_unit &&
          around.unit(ours) == own_unit && (found.empty() || name < found)) {
        found = name;
      }
    }
  }
  return std::string{found};
}

std::optional<holder_doubted> doubt_about_holder(const outlook& around,
                                                 std::uint32_t d,
                                                 const holder_doubted* before) {
  const std::string& unit = around.unit(d);
  for (const auto& [other, since] : companions_of(around, d)) {
    const std::string& with = around.unit(other);
    if (with == unit) {
      return std::nullopt;
    }
    if (!around.steady[d] || !around.steady[other]) {
      continue;  // just handed over: what it moved with before says nothing
    }
    const bool known = before != nullptr && before->unit == unit && before->moves_with == with;
    if (known || apart_from_its_unit(around, d)) {
      holder_doubted doubted{.device = std::string{around.devices[d].name},
                             .doubt = holder_doubt::moves_with_other,
                             .unit = unit,
                             .moves_with = with,
                             .swapped_with = swapped_device(around, unit, with),
                             .since = since};
      if (!doubted.swapped_with.empty()) {
        doubted.doubt = holder_doubt::swapped;
      }
      return doubted;
    }
  }
  return std::nullopt;
}

instant first_seen(const seen_device& device, interval window) {
  const auto& fixes = device.path->fixes();
  const std::size_t first = device.path->first_at_or_after(window.from);
  return first < fixes.size() ? fixes[first].observed_at : window.from;
}

std::optional<holder_doubted> doubt_about_nobody(const outlook& around,
                                                 std::uint32_t d,
                                                 const holder_doubted* before) {
  const auto company = companions_of(around, d);
  if (company.empty() && !roams(around.devices[d], around.window)) {
    return std::nullopt;
  }
  holder_doubted doubted{.device = std::string{around.devices[d].name},
                         .doubt = holder_doubt::no_call_sign,
                         .unit = {},
                         .moves_with = {},
                         .swapped_with = {},
                         .since = first_seen(around.devices[d], around.window)};
  if (!company.empty()) {
    doubted.moves_with = around.unit(company.front().device);
    doubted.since = company.front().since;
  }
  if (before != nullptr && before->doubt == holder_doubt::no_call_sign &&
      before->moves_with == doubted.moves_with) {
    doubted.since = before->since;
  }
  return doubted;
}

void tell_doubts(state& s, const outlook& around, std::vector<change>& changes) {
  std::map<std::string, holder_doubted> now;
  for (std::uint32_t d = 0; d < around.devices.size(); ++d) {
    const auto known = s.doubts.find(std::string{around.devices[d].name});
    const holder_doubted* const before = known == s.doubts.end() ? nullptr : &known->second;
    auto doubted = around.holders[d] == nullptr ? doubt_about_nobody(around, d, before)
                   : around.carried(d)          ? doubt_about_holder(around, d, before)
                                                : std::nullopt;
    if (doubted) {
      now.emplace(doubted->device, std::move(*doubted));
    }
  }
  for (const auto& [device, before] : s.doubts) {
    if (!now.contains(device)) {
      holder_doubted over{.device = device, .doubt = holder_doubt::none};
      over.since = around.window.to;
      changes.push_back({s.now, std::move(over)});
    }
  }
  for (const auto& [device, doubted] : now) {
    const auto known = s.doubts.find(device);
    if (known == s.doubts.end() || known->second != doubted) {
      changes.push_back({s.now, doubted});
    }
  }
  s.doubts = std::move(now);
}

}  // namespace

void look_for_crews(state& s, std::vector<change>& changes) {
  const instant mark = std::chrono::floor<std::chrono::minutes>(s.now);
  if (mark <= s.crews_looked_for_at) {
    return;
  }
  s.crews_looked_for_at = mark;
  outlook around = look_around(s, mark);
  std::vector<crew_detector::finding> found;
  s.detector.look(mark, around.devices, found);
  around.pairs = s.detector.together();
  for (const crew_detector::finding& f : found) {
    changes.push_back({s.now,
                       crew_changed{.device = std::string{around.devices[f.who.a].name},
                                    .with_device = std::string{around.devices[f.who.b].name},
                                    .unit = around.unit(f.who.a),
                                    .with_unit = around.unit(f.who.b),
                                    .together = f.together,
                                    .since = f.since,
                                    .window = f.evidence.window,
                                    .near_ms = f.evidence.near_ms,
                                    .known_ms = f.evidence.known_ms,
                                    .fixes = f.evidence.fixes,
                                    .moved_m = f.evidence.moved_m,
                                    .alike_permille = f.evidence.alike_permille}});
  }
  tell_doubts(s, around, changes);
}

}  // namespace beatwatch
