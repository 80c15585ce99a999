#include "engine/track/roster_book.h"

#include <algorithm>
#include <tuple>

#include "engine/base/archive.h"

namespace beatwatch {
namespace {

void sort_by_start(std::vector<const roster_entry*>& entries) {
  std::stable_sort(
      entries.begin(), entries.end(), [](const roster_entry* a, const roster_entry* b) {
        return a->duty.from < b->duty.from;
      });
}

}  // namespace

unit_kind kind_of(std::span<const roster_entry* const> held) {
  const auto driven = std::find_if(held.rbegin(), held.rend(), [](const roster_entry* entry) {
    return !entry->vehicle.empty();
  });
  if (driven != held.rend()) {
    return (*driven)->kind;
  }
  return held.empty() ? unit_kind::car : held.front()->kind;
}

// Whether `a` counts rather than `b`, which arrived before it, where both speak of one holding.
bool roster_book::newer(const learned_entry& a, const learned_entry& b) {
  if (a.recorded != b.recorded || !a.recorded.stated) {
    return a.recorded >= b.recorded;
  }
  const auto bytes = [](const roster_entry& entry) {
    std::vector<std::byte> out;
    byte_writer{out}(entry);
    return out;
  };
  return bytes(a.entry) > bytes(b.entry);
}

bool roster_book::learn(const roster_entry& entry, instant received_at) {
  device_book& book = by_device_[entry.device];
  const learned_entry fresh{
      entry, {entry.recorded_at.value_or(received_at), entry.recorded_at.has_value()}};
  const auto same =
      std::find_if(book.entries.begin(), book.entries.end(), [&entry](const learned_entry& known) {
        return known.entry.unit == entry.unit && known.entry.duty.from == entry.duty.from &&
               known.entry.origin == entry.origin;
      });
  if (same != book.entries.end()) {
    if (!newer(fresh, *same)) {
      return false;
    }
    book.entries.erase(same);
  }
  book.entries.push_back(fresh);
  derive_holdings(book);
  auto& devices = devices_of_[entry.unit];
  const auto place = std::lower_bound(devices.begin(), devices.end(), entry.device);
  if (place == devices.end() || *place != entry.device) {
    devices.insert(place, entry.device);
  }
  return true;
}

bool roster_book::learn(const holding_ended& end, instant received_at) {
  device_book& book = by_device_[end.device];
  const learned_end fresh{end,
                          {end.recorded_at.value_or(received_at), end.recorded_at.has_value()}};
  const auto same =
      std::find_if(book.ends.begin(), book.ends.end(), [&end](const learned_end& known) {
        return known.end.unit == end.unit && known.end.at == end.at &&
               known.end.origin == end.origin;
      });
  if (same == book.ends.end()) {
    book.ends.push_back(fresh);
  } else if (fresh.recorded > same->recorded) {
    *same = fresh;
  } else {
    return false;
  }
  derive_holdings(book);
  return true;
}

void roster_book::derive_holdings(device_book& book) {
  ++version_;
  std::vector<learned_entry> left = book.entries;
  for (learned_entry& known : left) {
    interval& duty = known.entry.duty;
    for (const auto& [end, recorded] : book.ends) {
      if (end.unit == known.entry.unit && end.origin >= known.entry.origin &&
          recorded.at >= known.recorded.at && duty.contains(end.at)) {
        duty.to = end.at;
      }
    }
  }
  std::erase_if(left, [](const learned_entry& known) { return known.entry.duty.empty(); });
  std::stable_sort(left.begin(), left.end(), [](const learned_entry& a, const learned_entry& b) {
    const auto rank = [](const learned_entry& e) {
      return std::tie(e.entry.origin, e.entry.duty.from, e.recorded);
    };
    const bool stated_alike = rank(a) == rank(b) && a.recorded.stated;
    return stated_alike ? a.entry.unit < b.entry.unit : rank(a) < rank(b);
  });
  book.holdings.clear();
  for (learned_entry& known : left) {
    book.holdings.push_back(std::move(known.entry));
  }
}

void roster_book::look_up(const std::string& key, instant t, holding& found) const {
  const auto known = by_device_.find(key);
  if (known == by_device_.end()) {
    return;
  }
  const roster_entry* last = nullptr;
  for (const roster_entry& e : known->second.holdings) {
    for (const instant edge : {e.duty.from, e.duty.to}) {
      if (edge <= t) {
        found.same_within.from = std::max(found.same_within.from, edge);
      } else {
        found.same_within.to = std::min(found.same_within.to, edge);
      }
    }
    if (e.duty.contains(t)) {
      last = &e;
    }
  }
  if (last != nullptr && (found.entry == nullptr || last->origin > found.entry->origin)) {
    found.entry = last;
  }
}

roster_book::holding roster_book::holder(std::string_view source,
                                         std::string_view device,
                                         instant t) const {
  std::string key{source};
  key += '/';
  key += device;
  holding found;
  look_up(key, t, found);
  look_up(std::string{device}, t, found);
  return found;
}

std::vector<const roster_entry*> roster_book::held_at(std::string_view unit,
                                                      instant t,
                                                      interval& same_within) const {
  std::vector<const roster_entry*> result;
  const auto devices = devices_of_.find(std::string{unit});
  if (devices == devices_of_.end()) {
    return result;
  }
  for (const std::string& device : devices->second) {
    holding found;
    look_up(device, t, found);
    same_within = intersection(same_within, found.same_within);
    if (found.entry != nullptr && found.entry->unit == unit) {
      result.push_back(found.entry);
    }
  }
  sort_by_start(result);
  return result;
}

crew_on_duty roster_book::crew(const std::string& unit, instant t) const {
  crew_on_duty result;
  std::vector<std::string_view> persons;
  const auto entries = held_at(unit, t, result.same_within);
  result.kind = kind_of(entries);
  for (const roster_entry* held : entries) {
    result.visibility = std::max(result.visibility, visibility_of(*held));
    if (!held->person_ref.empty()) {
      persons.emplace_back(held->person_ref);
    }
  }
  std::sort(persons.begin(), persons.end());
  const auto last = std::unique(persons.begin(), persons.end());
  result.officers = static_cast<std::uint32_t>(last - persons.begin());
  return result;
}

std::vector<const roster_entry*> roster_book::of_unit(std::string_view unit) const {
  std::vector<const roster_entry*> result;
  const auto devices = devices_of_.find(std::string{unit});
  if (devices == devices_of_.end()) {
    return result;
  }
  for (const std::string& device : devices->second) {
    for (const roster_entry& e : by_device_.at(device).holdings) {
      if (e.unit == unit) {
        result.push_back(&e);
      }
    }
  }
  sort_by_start(result);
  return result;
}

std::vector<roster_book::held_stretch> roster_book::held_by(std::string_view unit,
                                                            interval within) const {
  const auto devices = devices_of_.find(std::string{unit});
  if (devices == devices_of_.end()) {
    return {};
  }
  std::vector<instant> edges{within.from, within.to};
  std::vector<std::vector<const roster_entry*>> by_device;
  for (const std::string& device : devices->second) {
    auto& entries = by_device.emplace_back();
    for (const roster_entry& e : by_device_.at(device).holdings) {
      if (const interval open = intersection(e.duty, within); !open.empty()) {
        entries.push_back(&e);
        edges.insert(edges.end(), {open.from, open.to});
      }
    }
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  std::vector<held_stretch> result;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    held_stretch stretch{{edges[i], edges[i + 1]}, {}};
    for (const auto& entries : by_device) {
      const auto holds = std::find_if(entries.rbegin(), entries.rend(), [&](const auto* e) {
        return e->duty.contains(stretch.within.from);
      });
      if (holds != entries.rend() && (*holds)->unit == unit) {
        stretch.entries.push_back(*holds);
      }
    }
    if (!stretch.entries.empty()) {
      result.push_back(std::move(stretch));
    }
  }
  return result;
}

std::vector<roster_entry> roster_book::holdings() const {
  std::vector<roster_entry> all;
  for (const auto& [device, book] : by_device_) {
    all.insert(all.end(), book.holdings.begin(), book.holdings.end());
  }
  return all;
}

std::vector<std::string> roster_book::units_named_with(const std::string& device) const {
  std::vector<std::string> units;
  if (const auto known = by_device_.find(device); known != by_device_.end()) {
    for (const learned_entry& learned : known->second.entries) {
      units.push_back(learned.entry.unit);
    }
  }
  std::sort(units.begin(), units.end());
  units.erase(std::unique(units.begin(), units.end()), units.end());
  return units;
}

}  // namespace beatwatch
