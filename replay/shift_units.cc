#include "replay/shift_units.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "replay/shift_files.h"

namespace beatwatch {
namespace {

constexpr std::int32_t north_e7 = 20'000;  // of a copy from the one before, some 220 m
constexpr std::int32_t east_e7 = 30'000;
constexpr std::size_t copies_abreast = 8;

std::optional<std::uint64_t> number_of(std::string_view name) {
  std::uint64_t number = 0;
  const char* const end = name.data() + name.size();
  const auto [stop, failure] = std::from_chars(name.data(), end, number);
  return failure == std::errc{} && stop == end && name.front() != '0' ? std::optional{number}
                                                                      : std::nullopt;
}

std::string_view name_in_source(std::string_view device) {
  return device.substr(device.find('/') + 1);
}

// Who is in a shift, in the order in which they are named first.
class shift_names {
 public:
  shift_names(const std::vector<event>& events, const std::vector<roster_changed>& rota) {
    for (const roster_changed& known : rota) {
      note(known.entry);
      places_.emplace(known.entry.unit, places_.size());
    }
    for (const event& one : events) {
      if (const auto* booked = std::get_if<roster_changed>(&one.body)) {
        note(booked->entry);
      }
    }
    for (const event& one : events) {
      if (const auto unit = unit_of(one)) {
        places_.emplace(*unit, places_.size());
      }
      if (const auto* seen = std::get_if<ping>(&one.body)) {
        note_number(seen->device);
      }
    }
  }

  [[nodiscard]] std::size_t units() const { return places_.size(); }
  [[nodiscard]] std::optional<std::size_t> place_of(const event& one) const {
    const auto unit = unit_of(one);
    return unit ? std::optional{places_.at(*unit)} : std::nullopt;
  }
  [[nodiscard]] std::optional<std::size_t> place_of(const std::string& unit) const {
    const auto found = places_.find(unit);
    return found == places_.end() ? std::nullopt : std::optional{found->second};
  }

  // "source/device" keeps its source.
  [[nodiscard]] std::string device_of_copy(const std::string& device, std::size_t copy) const {
    const std::string_view name = name_in_source(device);
    const auto number = number_of(name);
    const std::string source = device.substr(0, device.size() - name.size());
    if (!number) {
      return device + suffix(copy);
    }
    const auto& [lowest, highest] = numbers_.at(name.size());
    return source + std::to_string(*number + copy * (highest - lowest + 1));
  }
  static std::string suffix(std::size_t copy) { return '-' + std::to_string(copy + 1); }

 private:
  [[nodiscard]] std::optional<std::string> unit_of(const event& one) const {
    if (const auto* booked = std::get_if<roster_changed>(&one.body)) {
      return booked->entry.unit;
    }
    if (const auto* status = std::get_if<status_changed>(&one.body)) {
      return status->unit;
    }
    const auto* seen = std::get_if<ping>(&one.body);
    if (seen == nullptr) {
      return std::nullopt;
    }
    const std::string whole = one.source + '/' + seen->device;
    for (const std::string& name : {whole, seen->device}) {
      const auto found = unit_by_device_.find(name);
      if (found != unit_by_device_.end()) {
        return found->second;
      }
    }
    return whole;
  }
  void note(const roster_entry& entry) {
    unit_by_device_.emplace(entry.device, entry.unit);
    note_number(name_in_source(entry.device));
  }
  void note_number(std::string_view name) {
    if (const auto number = number_of(name)) {
      auto& [lowest, highest] = numbers_.try_emplace(name.size(), *number, *number).first->second;
      lowest = std::min(lowest, *number);
      highest = std::max(highest, *number);
    }
  }

  std::map<std::string, std::string> unit_by_device_;
  std::map<std::string, std::size_t> places_;  ///< by unit
  /// The lowest and the highest number that is a device's name, by how many digits it has.
  std::map<std::size_t, std::pair<std::uint64_t, std::uint64_t>> numbers_;
};

event copy_of(event one, std::size_t copy, const shift_names& names) {
  const std::string suffix = shift_names::suffix(copy);
  if (auto* seen = std::get_if<ping>(&one.body)) {
    seen->device = names.device_of_copy(seen->device, copy);
    seen->at.lat_e7 += north_e7 * static_cast<std::int32_t>(copy % copies_abreast);
    seen->at.lon_e7 += east_e7 * static_cast<std::int32_t>(copy / copies_abreast);
  } else if (auto* status = std::get_if<status_changed>(&one.body)) {
    status->unit += suffix;
  } else if (auto* booked = std::get_if<roster_changed>(&one.body)) {
    roster_entry& entry = booked->entry;
    entry.unit += suffix;
    entry.device = names.device_of_copy(entry.device, copy);
    entry.person_ref += entry.person_ref.empty() ? "" : suffix;
  }
  return one;
}

}  // namespace

std::vector<event> with_units(std::vector<event> events,
                              const std::vector<roster_changed>& rota,
                              std::size_t count) {
  const shift_names names(events, rota);
  std::vector<event> result;
  for (const roster_changed& known : rota) {
    const event held{.received_at = events.front().received_at,
                     .source = event_files{}.control_source,
                     .source_seq = 0,
                     .body = known};
    for (std::size_t copy = 1; *names.place_of(known.entry.unit) + copy * names.units() < count;
         ++copy) {
      result.push_back(copy_of(held, copy, names));
    }
  }
  for (event& one : events) {
    if (auto* call = std::get_if<incident_changed>(&one.body)) {
      std::erase_if(call->incident.assigned, [&](const std::string& unit) {
        return names.place_of(unit).value_or(0) >= count;
      });
    }
    const auto place = names.place_of(one);
    if (!place) {
      result.push_back(std::move(one));
      continue;
    }
    for (std::size_t copy = 0; *place + copy * names.units() < count; ++copy) {
      result.push_back(copy == 0 ? one : copy_of(one, copy, names));
    }
  }
  return result;
}

}  // namespace beatwatch
