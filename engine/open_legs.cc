#include "engine/open_legs.h"

#include <algorithm>
#include <vector>

#include "engine/device_holder.h"
#include "engine/state.h"
#include "engine/visibility/open_leg.h"

namespace beatwatch {
namespace {

// The scale of the plane changes by less than this within the reach of any open leg.
constexpr double scale_margin = 1.001;

const area* shape_at(const state& s, const std::string& zone, instant t) {
  const zones_in_force* const in_force = s.legs.in_force(t);
  const auto place = in_force == nullptr ? std::nullopt : in_force->set->find(zone);
  return place ? &in_force->set->zones[*place].shape : nullptr;
}

// A box that holds whatever is within `metres` of a box.
plane_box grown(plane_box box, double metres) {
  const auto mm = static_cast<std::int64_t>(std::min(metres * 1e3, double{plane_limit_mm}));
  const auto limited = [](std::int64_t value) {
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>(value, -plane_limit_mm, plane_limit_mm));
  };
  return {{limited(box.low.x_mm - mm), limited(box.low.y_mm - mm)},
          {limited(box.high.x_mm + mm), limited(box.high.y_mm + mm)}};
}

}  // namespace

presence_measure since_last_fixes(const state& s, const std::string& zone, interval window) {
  std::vector<presence_line> lines;
  for (const device_state& device : s.devices) {
    const auto& fixes = device.path.fixes();
    const auto newest = device.path.good_before(fixes.size());
    if (!newest || fixes[*newest].observed_at >= std::min(window.to, s.now)) {
      continue;
    }
    const fix& last = fixes[*newest];
    const instant heard_until = fixes.back().observed_at + s.profile_of(device).gap_limit;
    const area* const shape = shape_at(s, zone, last.observed_at);
    const double scale = s.plane.scale_at(last.at) * scale_margin;
    const double farthest_m = s.settings.vehicle_speed_cap_mps * scale *
                                  static_cast<double>((heard_until - last.observed_at).count()) *
                                  1e-3 +
                              static_cast<double>(last.error_mm) * 1e-3;
    if (shape == nullptr || !grown(shape->bounds(), farthest_m).contains(last.at)) {
      continue;
    }
    const roster_book::holding held = s.roster.holder(device.source, device.name, last.observed_at);
    if (held.entry == nullptr) {
      continue;
    }
    const reporting_profile& profile = s.profile_of(device);
    const bool watches = fixes.back().would_tell && last.would_tell;
    lines.push_back(presence_on(
        {.from = last,
         .cap_mps = speed_cap_mps(*held.entry, s.settings) * scale,
         .stay_m =
             profile.report_distance.value * scale + static_cast<double>(last.error_mm) * 1e-3,
         .stays_until = watches ? last.observed_at + profile.heartbeat : last.observed_at,
         .heard_until = heard_until,
         .to = std::min(s.now, held.same_within.to)},
        shape->distance(last.at).signed_m));
  }
  std::vector<const presence_line*> all;
  std::transform(
      lines.begin(), lines.end(), std::back_inserter(all), [](const presence_line& line) {
        return &line;
      });
  return measure(combine(all, window), window);
}

}  // namespace beatwatch
