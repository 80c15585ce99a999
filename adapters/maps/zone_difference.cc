#include "adapters/maps/zone_difference.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "adapters/history/zone_polygons.h"
#include "adapters/sources/red_window_text.h"
#include "engine/geo/geos.h"

namespace beatwatch {
namespace {

bool same_shape(const area& a, const area& b) {
  if (a.ring_count() != b.ring_count()) {
    return false;
  }
  for (std::size_t r = 0; r < a.ring_count(); ++r) {
    if (!std::equal(a.ring(r).begin(), a.ring(r).end(), b.ring(r).begin(), b.ring(r).end())) {
      return false;
    }
  }
  return true;
}

/// Square metres on the ground, by shapes in millimetres of the plane.
class ground_area {
 public:
  explicit ground_area(const local_plane& plane) : plane_(&plane) {}

  [[nodiscard]] double of(const zone& one) const {
    return to_m2(geos_.area_mm2(zone_polygons(one.shape)), one);
  }
  [[nodiscard]] double differing(const zone& a, const zone& b) const {
    return same_shape(a.shape, b.shape)
               ? 0.0
               : to_m2(geos_.differing_area_mm2(zone_polygons(a.shape), zone_polygons(b.shape)), b);
  }

 private:
  [[nodiscard]] double to_m2(double mm2, const zone& around) const {
    const double scale = plane_->scale_at(around.shape.vertices().front());
    return mm2 * 1e-6 / (scale * scale);
  }

  const local_plane* plane_;
  geos geos_;
};

std::vector<altered_text> altered(const zone& before, const zone& after) {
  std::vector<altered_text> all{
      {"name", before.name, after.name},
      {"kind", before.kind, after.kind},
      {"levels", levels_text(before.levels), levels_text(after.levels)},
      {"red times", red_window_text(before.red_windows), red_window_text(after.red_windows)}};
  std::erase_if(all, [](const altered_text& one) { return one.before == one.after; });
  return all;
}

std::optional<zone_change> change_between(const zone& before,
                                          const zone& after,
                                          const ground_area& areas) {
  zone_change change{.zone = after.name,
                     .fate = zone_fate::changed,
                     .area_before_m2 = areas.of(before),
                     .area_after_m2 = areas.of(after),
                     .moved_m2 = areas.differing(before, after),
                     .altered = altered(before, after)};
  const bool same = change.altered.empty() && same_shape(before.shape, after.shape);
  return same ? std::nullopt : std::optional{std::move(change)};
}

// The zone that only `before` has and that has this shape; each is taken once.
const zone* renamed_from(const zone& fresh,
                         const zone_set& before,
                         const zone_set& after,
                         std::set<std::string>& taken) {
  for (const zone& old : before.zones) {
    if (!after.find(old.name) && same_shape(old.shape, fresh.shape) &&
        taken.insert(old.name).second) {
      return &old;
    }
  }
  return nullptr;
}

}  // namespace

std::string_view to_string(zone_fate fate) {
  return fate == zone_fate::added ? "added" : fate == zone_fate::removed ? "removed" : "changed";
}

double share_moved(const zone_change& one) {
  return one.area_before_m2 > 0.0 ? one.moved_m2 / one.area_before_m2 : 0.0;
}

std::string levels_text(const std::vector<std::vector<std::string>>& levels) {
  std::string text;
  for (const auto& path : levels) {
    text += text.empty() ? "" : ", ";
    for (std::size_t i = 0; i < path.size(); ++i) {
      text += (i == 0 ? "" : "/") + path[i];
    }
  }
  return text;
}

std::vector<zone_change> zone_differences(const zone_set& before,
                                          const zone_set& after,
                                          const local_plane& plane) {
  const ground_area areas{plane};
  std::vector<zone_change> changes;
  std::set<std::string> renamed;
  for (const zone& one : after.zones) {
    const auto place = before.find(one.name);
    const zone* const old =
        place ? &before.zones[*place] : renamed_from(one, before, after, renamed);
    if (old == nullptr) {
      changes.push_back(
          {.zone = one.name, .fate = zone_fate::added, .area_after_m2 = areas.of(one)});
    } else if (auto change = change_between(*old, one, areas)) {
      changes.push_back(std::move(*change));
    }
  }
  for (const zone& old : before.zones) {
    if (!after.find(old.name) && !renamed.contains(old.name)) {
      changes.push_back(
          {.zone = old.name, .fate = zone_fate::removed, .area_before_m2 = areas.of(old)});
    }
  }
  std::sort(changes.begin(), changes.end(), [](const zone_change& a, const zone_change& b) {
    return a.zone < b.zone;
  });
  return changes;
}

}  // namespace beatwatch
