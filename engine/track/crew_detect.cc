#include "engine/track/crew_detect.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace beatwatch {
namespace {

constexpr duration window_length = std::chrono::minutes{10};
constexpr duration lag = std::chrono::minutes{1};  // fixes of the last minute may still come
constexpr double near_mm = 30'000.0;
constexpr double roam_m = 150.0;
constexpr std::int32_t cell_mm = 512'000;
constexpr std::uint32_t fixes_min = 4;

double length_mm(double x_mm, double y_mm) { return std::sqrt(x_mm * x_mm + y_mm * y_mm); }

double apart_mm(const seen_place& a, const seen_place& b) {
  return length_mm(a.x_mm - b.x_mm, a.y_mm - b.y_mm);
}

bool near(const seen_place& a, const seen_place& b) {
  return apart_mm(a, b) <= std::max(near_mm, a.error_mm + b.error_mm);
}

seen_place place_of(const fix& f) {
  return {static_cast<double>(f.at.x_mm),
          static_cast<double>(f.at.y_mm),
          static_cast<double>(f.error_mm)};
}

std::vector<const fix*> good_fixes(const seen_device& device, interval window) {
  std::vector<const fix*> good;
  const auto& fixes = device.path->fixes();
  for (std::size_t i = device.path->first_at_or_after(window.from);
       i < fixes.size() && fixes[i].observed_at < window.to;
       ++i) {
    if (fixes[i].standing == fix_standing::good) {
      good.push_back(&fixes[i]);
    }
  }
  return good;
}

instant middle(instant a, instant b) { return a + (b - a) / 2; }

// Half-way to the neighbours, no further than the window.
interval time_of(const std::vector<const fix*>& fixes, std::size_t i, interval window) {
  const instant at = fixes[i]->observed_at;
  return {i == 0 ? window.from : middle(fixes[i - 1]->observed_at, at),
          i + 1 == fixes.size() ? window.to : middle(at, fixes[i + 1]->observed_at)};
}

std::int32_t floor_cell(double mm) {
  return static_cast<std::int32_t>(std::floor(mm / static_cast<double>(cell_mm)));
}

struct roamer {
  std::int32_t cell_x = 0;
  std::int32_t cell_y = 0;
  std::uint32_t device = 0;
  seen_place at;
};

bool by_cell(const roamer& a, const roamer& b) {
  return std::tie(a.cell_x, a.cell_y, a.device) < std::tie(b.cell_x, b.cell_y, b.device);
}

// Calls `meet` once for each two of them that may be within reach of each other.
void for_each_meeting(const std::vector<roamer>& sorted, auto&& meet) {
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const roamer& one = sorted[i];
    for (std::size_t j = i + 1;
         j < sorted.size() && sorted[j].cell_x == one.cell_x && sorted[j].cell_y <= one.cell_y + 1;
         ++j) {
      meet(one, sorted[j]);
    }
    auto other = std::lower_bound(
        sorted.begin(), sorted.end(), roamer{one.cell_x + 1, one.cell_y - 1, 0, {}}, by_cell);
    for (; other != sorted.end() && other->cell_x == one.cell_x + 1 &&
           other->cell_y <= one.cell_y + 1;
         ++other) {
      meet(one, *other);
    }
  }
}

}  // namespace

std::optional<seen_place> place_at(const seen_device& device, instant t) {
  const auto& fixes = device.path->fixes();
  std::size_t after = device.path->first_at_or_after(t);
  while (after < fixes.size() && fixes[after].standing != fix_standing::good) {
    ++after;
  }
  if (after == fixes.size()) {
    return std::nullopt;
  }
  const fix& to = fixes[after];
  if (to.observed_at == t) {
    return place_of(to);
  }
  const auto before = device.path->good_before(after);
  if (!before || to.observed_at - fixes[*before].observed_at > device.gap_limit) {
    return std::nullopt;
  }
  const fix& from = fixes[*before];
  const double share = static_cast<double>((t - from.observed_at).count()) /
                       static_cast<double>((to.observed_at - from.observed_at).count());
  const seen_place a = place_of(from);
  const seen_place b = place_of(to);
  return seen_place{a.x_mm + share * (b.x_mm - a.x_mm),
                    a.y_mm + share * (b.y_mm - a.y_mm),
                    std::max(a.error_mm, b.error_mm)};
}

companionship compare(const seen_device& a, const seen_device& b, interval window) {
  std::vector<const fix*> fixes = good_fixes(a, window);
  std::vector<const fix*> others = good_fixes(b, window);
  const bool swapped =
      others.size() < fixes.size() || (others.size() == fixes.size() && b.name < a.name);
  if (swapped) {
    fixes.swap(others);
  }
  const seen_device& denser = swapped ? a : b;
  companionship result{.window = window};
  double dot = 0.0;
  double way_squared = 0.0;
  double other_squared = 0.0;
  double way_mm = 0.0;
  seen_place here_before;
  seen_place there_before;
  bool known_before = false;
  for (std::size_t i = 0; i < fixes.size(); ++i) {
    const seen_place here = place_of(*fixes[i]);
    const auto there = place_at(denser, fixes[i]->observed_at);
    if (!there) {
      known_before = false;
      continue;
    }
    const std::int64_t ms = time_of(fixes, i, window).length().count();
    ++result.fixes;
    result.known_ms += ms;
    if (near(here, *there)) {
      result.near_ms += ms;
      result.near_to = fixes[i]->observed_at;
    }
    if (known_before) {
      const double dx = here.x_mm - here_before.x_mm;
      const double dy = here.y_mm - here_before.y_mm;
      const double ox = there->x_mm - there_before.x_mm;
      const double oy = there->y_mm - there_before.y_mm;
      dot += dx * ox + dy * oy;
      way_squared += dx * dx + dy * dy;
      other_squared += ox * ox + oy * oy;
      way_mm += length_mm(dx, dy);
    }
    here_before = here;
    there_before = *there;
    known_before = true;
  }
  result.moved_m = static_cast<std::int64_t>(way_mm * 1e-3);
  const double both = std::sqrt(way_squared) * std::sqrt(other_squared);
  result.alike_permille = both > 0.0 ? static_cast<std::int32_t>(1000.0 * dot / both) : 0;
  return result;
}

bool moved_together(const companionship& c) {
  return c.fixes >= fixes_min && c.near_ms * 10 > c.window.length().count() * 8 &&
         c.moved_m >= static_cast<std::int64_t>(roam_m) && c.alike_permille > 800;
}

bool moved_apart(const companionship& c) {
  return c.known_ms * 2 >= c.window.length().count() && c.near_ms * 2 < c.known_ms;
}

instant near_since(const seen_device& a, const seen_device& b, instant before) {
  const bool a_is_denser = a.path->fixes().size() > b.path->fixes().size();
  const seen_device& sparse = a_is_denser ? b : a;
  const seen_device& dense = a_is_denser ? a : b;
  const auto& fixes = sparse.path->fixes();
  instant since = before;
  for (auto i = sparse.path->good_before(sparse.path->first_at_or_after(before)); i;
       i = sparse.path->good_before(*i)) {
    const auto there = place_at(dense, fixes[*i].observed_at);
    if (there && !near(place_of(fixes[*i]), *there)) {
      break;
    }
    if (there) {
      since = fixes[*i].observed_at;
    }
  }
  return since;
}

bool roams(const seen_device& device, interval window) {
  const auto& fixes = device.path->fixes();
  const fix* first = nullptr;
  for (std::size_t i = device.path->first_at_or_after(window.from);
       i < fixes.size() && fixes[i].observed_at < window.to;
       ++i) {
    if (fixes[i].standing != fix_standing::good) {
      continue;
    }
    if (first == nullptr) {
      first = &fixes[i];
    } else if (distance_m(first->at, fixes[i].at) >= roam_m) {
      return true;
    }
  }
  return false;
}

interval crew_detector::window_of(instant mark) { return {mark - lag - window_length, mark - lag}; }

void crew_detector::look(instant mark,
                         std::span<const seen_device> devices,
                         std::vector<finding>& found) {
  const interval window = window_of(mark);
  const auto before = static_cast<std::ptrdiff_t>(found.size());
  const auto by_place = [](const pair& a, const pair& b) {
    return std::tie(a.a, a.b) < std::tie(b.a, b.b);
  };
  std::erase_if(together_, [&](const pair& who) {
    const companionship c = compare(devices[who.a], devices[who.b], window);
    if (!moved_apart(c)) {
      return false;
    }
    const instant until = c.near_to == instant{} ? window.from : c.near_to;
    found.push_back({who, false, std::max(until, who.since), c});
    return true;
  });
  std::vector<roamer> roaming;
  for (std::uint32_t d = 0; d < devices.size(); ++d) {
    if (devices[d].path->empty() || devices[d].path->fixes().back().observed_at < window.to) {
      continue;
    }
    const auto at = place_at(devices[d], window.to);
    if (at && roams(devices[d], window)) {
      roaming.push_back({floor_cell(at->x_mm), floor_cell(at->y_mm), d, *at});
    }
  }
  std::sort(roaming.begin(), roaming.end(), by_cell);
  std::vector<pair> fresh;
  for_each_meeting(roaming, [&](const roamer& one, const roamer& other) {
    const bool in_order = devices[one.device].name < devices[other.device].name;
    pair who{in_order ? one.device : other.device, in_order ? other.device : one.device, {}};
    if (apart_mm(one.at, other.at) > static_cast<double>(cell_mm) ||
        std::binary_search(together_.begin(), together_.end(), who, by_place)) {
      return;
    }
    const companionship c = compare(devices[who.a], devices[who.b], window);
    if (moved_together(c)) {
      who.since = near_since(devices[who.a], devices[who.b], window.to);
      fresh.push_back(who);
      found.push_back({who, true, who.since, c});
    }
  });
  together_.insert(together_.end(), fresh.begin(), fresh.end());
  std::sort(together_.begin(), together_.end(), by_place);
  std::sort(found.begin() + before, found.end(), [&devices](const finding& a, const finding& b) {
    return std::tie(devices[a.who.a].name, devices[a.who.b].name, a.together) <
           std::tie(devices[b.who.a].name, devices[b.who.b].name, b.together);
  });
}

}  // namespace beatwatch
