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

bool near_for_long(std::int64_t near_ms, std::int64_t window_ms) {
  return near_ms * 10 > window_ms * 8;
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

namespace {

// Compares two devices fix by fix of the one that has fewer.
class comparison {
 public:
  comparison(const seen_device& a, const seen_device& b, interval window)
      : fixes_(good_fixes(a, window)), result_{.window = window} {
    std::vector<const fix*> others = good_fixes(b, window);
    const bool swapped =
        others.size() < fixes_.size() || (others.size() == fixes_.size() && b.name < a.name);
    if (swapped) {
      fixes_.swap(others);
    }
    denser_ = swapped ? &a : &b;
  }

  /// False: there are no more fixes.
  bool step() {
    if (next_ == fixes_.size()) {
      return false;
    }
    const fix& at = *fixes_[next_];
    const std::int64_t ms = time_of(fixes_, next_, result_.window).length().count();
    ++next_;
    const seen_place here = place_of(at);
    const auto there = place_at(*denser_, at.observed_at);
    if (!there) {
      known_before_ = false;
      not_near_ms_ += ms;
      return true;
    }
    ++result_.fixes;
    result_.known_ms += ms;
    if (near(here, *there)) {
      result_.near_ms += ms;
      result_.near_to = at.observed_at;
    } else {
      not_near_ms_ += ms;
    }
    if (known_before_) {
      add_ways(here, *there);
    }
    here_before_ = here;
    there_before_ = *there;
    known_before_ = true;
    return true;
  }

  /// Whatever comes, they were not near for long enough.
  [[nodiscard]] bool too_far_apart() const {
    const std::int64_t window_ms = result_.window.length().count();
    return !near_for_long(window_ms - not_near_ms_, window_ms);
  }

  [[nodiscard]] companionship result() const {
    companionship found = result_;
    found.moved_m = static_cast<std::int64_t>(way_mm_ * 1e-3);
    const double both = std::sqrt(way_squared_) * std::sqrt(other_squared_);
    found.alike_permille = both > 0.0 ? static_cast<std::int32_t>(1000.0 * dot_ / both) : 0;
    return found;
  }

 private:
  void add_ways(const seen_place& here, const seen_place& there) {
    const double dx = here.x_mm - here_before_.x_mm;
    const double dy = here.y_mm - here_before_.y_mm;
    const double ox = there.x_mm - there_before_.x_mm;
    const double oy = there.y_mm - there_before_.y_mm;
    dot_ += dx * ox + dy * oy;
    way_squared_ += dx * dx + dy * dy;
    other_squared_ += ox * ox + oy * oy;
    way_mm_ += length_mm(dx, dy);
  }

  std::vector<const fix*> fixes_;
  companionship result_;
  const seen_device* denser_ = nullptr;
  std::size_t next_ = 0;
  std::int64_t not_near_ms_ = 0;
  double dot_ = 0.0;
  double way_squared_ = 0.0;
  double other_squared_ = 0.0;
  double way_mm_ = 0.0;
  seen_place here_before_;
  seen_place there_before_;
  bool known_before_ = false;
};

}  // namespace

companionship compare(const seen_device& a, const seen_device& b, interval window) {
  comparison both{a, b, window};
  while (both.step()) {
  }
  return both.result();
}

std::optional<companionship> together_in(const seen_device& a,
                                         const seen_device& b,
                                         interval window) {
  comparison both{a, b, window};
  while (both.step()) {
    if (both.too_far_apart()) {
      return std::nullopt;
    }
  }
  const companionship found = both.result();
  return moved_together(found) ? std::optional{found} : std::nullopt;
}

bool moved_together(const companionship& c) {
  return c.fixes >= fixes_min && near_for_long(c.near_ms, c.window.length().count()) &&
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
    if (const auto c = together_in(devices[who.a], devices[who.b], window)) {
      who.since = near_since(devices[who.a], devices[who.b], window.to);
      fresh.push_back(who);
      found.push_back({who, true, who.since, *c});
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
