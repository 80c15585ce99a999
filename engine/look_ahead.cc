#include "engine/look_ahead.h"

#include <algorithm>
#include <variant>

#include "engine/base/prefetch.h"
#include "engine/state.h"

namespace beatwatch {
namespace {

template <typename T>
void prefetch_object(const T& object) {
  prefetch_bytes(&object, sizeof(T));
}

template <typename T>
void prefetch_elements(const std::vector<T>& elements) {
  prefetch_bytes(elements.data(), elements.size() * sizeof(T));
}

}  // namespace

// Step by step over the group, so that what one step asked for has arrived when the next reads it.
void look_ahead::preview_group(std::span<const event> events) {
  state& s = *state_;
  std::array<plane_point, group_size> points;
  std::size_t count = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    ping_preview& preview = group_[i] = {};
    if (const ping* const p = std::get_if<ping>(&events[i].body)) {
      preview = {s.plane.project(p->at), s.find_device(events[i].source, p->device)};
    }
    if (preview.at) {
      points[count++] = *preview.at;
    }
    if (preview.device) {
      prefetch_object(s.devices[preview.device->value]);
      s.health.prefetch_device(*preview.device);
      s.books.prefetch_device(*preview.device);
    }
  }
  for (const ping_preview& preview : std::span{group_}.first(events.size())) {
    if (!preview.device) {
      continue;
    }
    const device_state& device = s.devices[preview.device->value];
    prefetch(device.path.fixes().data() + device.path.fixes().size());
    prefetch_elements(device.sight.near);
    prefetch_elements(device.sight.handles);
    s.books.prefetch_pace(*preview.device);
    if (device.held_last) {
      prefetch_object(s.units[device.held_last->unit.value]);
      s.books.prefetch_unit(device.held_last->unit);
    }
  }
  const zone_set* set = nullptr;
  double within_m = 0.0;
  for (const ping_preview& preview : std::span{group_}.first(events.size())) {
    if (preview.device) {
      const zone_sight& sight = s.devices[preview.device->value].sight;
      set = sight.set != nullptr ? sight.set : set;
      within_m = std::max(within_m, sight.within_m);
      s.legs.prefetch_books(sight);
    }
  }
  if (set != nullptr) {
    set->index.prefetch(std::span{points}.first(count), metres{within_m});
  }
}

}  // namespace beatwatch
