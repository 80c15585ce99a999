#include "engine/track/roster_book.h"

#include <algorithm>

namespace beatwatch {

void roster_book::learn(const roster_entry& entry) {
  entries& of_device = by_device_[entry.device];
  const auto same =
      std::find_if(of_device.begin(), of_device.end(), [&entry](const roster_entry& e) {
        return e.unit == entry.unit && e.duty.from == entry.duty.from;
      });
  if (same != of_device.end()) {
    of_device.erase(same);
  }
  const auto after = std::upper_bound(
      of_device.begin(), of_device.end(), entry.duty.from, [](instant from, const roster_entry& e) {
        return from < e.duty.from;
      });
  of_device.insert(after, entry);
  auto& devices = devices_of_[entry.unit];
  const auto place = std::lower_bound(devices.begin(), devices.end(), entry.device);
  if (place == devices.end() || *place != entry.device) {
    devices.insert(place, entry.device);
  }
}

void roster_book::look_up(const std::string& key, instant t, holding& found) const {
  const auto known = by_device_.find(key);
  if (known == by_device_.end()) {
    return;
  }
  const roster_entry* last = nullptr;
  for (const roster_entry& e : known->second) {
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
  if (found.entry == nullptr) {
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

crew_on_duty roster_book::crew(const std::string& unit, instant t) const {
  crew_on_duty result;
  const auto devices = devices_of_.find(unit);
  if (devices == devices_of_.end()) {
    return result;
  }
  std::vector<std::string_view> persons;
  for (const std::string& device : devices->second) {
    holding found;
    look_up(device, t, found);
    if (found.entry == nullptr || found.entry->unit != unit) {
      continue;
    }
    result.visibility = std::max(result.visibility, visibility_of(*found.entry));
    if (!found.entry->person_ref.empty()) {
      persons.emplace_back(found.entry->person_ref);
    }
  }
  std::sort(persons.begin(), persons.end());
  const auto last = std::unique(persons.begin(), persons.end());
  result.officers = static_cast<std::uint32_t>(last - persons.begin());
  return result;
}

std::vector<std::string> roster_book::units_with(const std::string& device) const {
  std::vector<std::string> units;
  if (const auto known = by_device_.find(device); known != by_device_.end()) {
    for (const roster_entry& e : known->second) {
      units.push_back(e.unit);
    }
  }
  std::sort(units.begin(), units.end());
  units.erase(std::unique(units.begin(), units.end()), units.end());
  return units;
}

std::vector<const roster_entry*> roster_book::of_unit(std::string_view unit) const {
  std::vector<const roster_entry*> result;
  const auto devices = devices_of_.find(std::string{unit});
  if (devices == devices_of_.end()) {
    return result;
  }
  for (const std::string& device : devices->second) {
    for (const roster_entry& e : by_device_.at(device)) {
      if (e.unit == unit) {
        result.push_back(&e);
      }
    }
  }
  std::stable_sort(result.begin(), result.end(), [](const roster_entry* a, const roster_entry* b) {
    return a->duty.from < b->duty.from;
  });
  return result;
}

}  // namespace beatwatch
