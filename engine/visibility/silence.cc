#include "engine/visibility/silence.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>

#include "engine/base/check.h"
#include "engine/visibility/prism.h"
#include "engine/visibility/reach_time.h"

namespace beatwatch {
namespace {

double metres_between(plane_point p, const plane_box& box) {
  const auto beyond = [](std::int32_t at, std::int32_t low, std::int32_t high) {
    const std::int64_t mm =
        std::max({std::int64_t{low} - at, std::int64_t{at} - high, std::int64_t{0}});
    return static_cast<double>(mm) * 1e-3;
  };
  const double dx = beyond(p.x_mm, box.low.x_mm, box.high.x_mm);
  const double dy = beyond(p.y_mm, box.low.y_mm, box.high.y_mm);
  return std::sqrt(dx * dx + dy * dy);
}

}  // namespace

interval possible_time(const silence& s, const plane_box& bounds) {
  const interval whole = s.span();
  if (!s.feasible) {
    return whole;
  }
  const leg way{.from = s.from, .to = s.to, .cap_mps = s.cap_mps};
  const double from_m = metres_between(s.from.at, bounds);
  const double to_m = metres_between(s.to.at, bounds);
  if (from_m + to_m > prism::reach_m(way) + prism::slack_m) {
    return {};
  }
  const auto reached_after = [&](double far_m, const fix& end) {
    return duration{ms_to_cover(
        far_m - end.error_mm * 1e-3 - prism::slack_m, s.cap_mps * 1e-3, whole.length().count())};
  };
  const interval possible{whole.from + reached_after(from_m, s.from),
                          whole.to - reached_after(to_m, s.to)};
  return possible.empty() ? interval{} : possible;
}

void silence_book::add(device_id device, const silence& s) {
  if (by_device_.size() <= device.value) {
    by_device_.resize(device.value + 1);
  }
  auto& all = by_device_[device.value];
  if (all.empty()) {
    silent_.push_back(device);
  }
  const auto after =
      std::upper_bound(all.begin(), all.end(), s, [](const silence& a, const silence& b) {
        return a.from.observed_at < b.from.observed_at;
      });
  check(after == all.begin() || std::prev(after)->to.observed_at <= s.from.observed_at,
        "a device is silent once at a time");
  all.insert(after, s);
}

std::vector<silence> silence_book::take_back(device_id device, interval within) {
  std::vector<silence> taken;
  if (of(device).empty()) {
    return taken;
  }
  std::erase_if(by_device_[device.value], [&](const silence& s) {
    const bool inside = within.from <= s.from.observed_at && s.to.observed_at <= within.to;
    if (inside) {
      taken.push_back(s);
    }
    return inside;
  });
  if (!taken.empty()) {
    drop_empty();
  }
  return taken;
}

const std::vector<silence>& silence_book::of(device_id device) const {
  static const std::vector<silence> none;
  return device.value < by_device_.size() ? by_device_[device.value] : none;
}

void silence_book::drop_empty() {
  std::erase_if(silent_, [this](device_id device) { return by_device_[device.value].empty(); });
}

}  // namespace beatwatch
