#include "adapters/daemon/query_fields.h"

#include <algorithm>
#include <cstdint>

#include "adapters/journal/event_bounds.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

constexpr std::uint32_t nearest_count_max = 100;

}  // namespace

std::optional<nearest_query> wire_to_nearest(const v1::NearestQuery& in) {
  nearest_query query{.incident = in.incident(),
                      .towards_unit = in.towards_unit(),
                      .at = std::nullopt,
                      .count = in.count(),
                      .skills = {in.skills().begin(), in.skills().end()},
                      .vehicle = in.vehicle()};
  if (in.has_lat_e7() && in.has_lon_e7()) {
    query.at = position{.lat_e7 = in.lat_e7(), .lon_e7 = in.lon_e7()};
  }
  const int goals =
      (query.incident.empty() ? 0 : 1) + (query.towards_unit.empty() ? 0 : 1) + (query.at ? 1 : 0);
  const bool usable = goals == 1 && in.has_lat_e7() == in.has_lon_e7() &&
                      (!query.at || valid(*query.at)) &&
                      (query.incident.empty() || is_name(query.incident)) &&
                      (query.towards_unit.empty() || is_device_pattern(query.towards_unit)) &&
                      (!in.has_count() || (query.count > 0 && query.count <= nearest_count_max)) &&
                      query.skills.size() <= list_size_max &&
                      std::all_of(query.skills.begin(),
                                  query.skills.end(),
                                  [](const std::string& s) { return is_name(s); }) &&
                      (query.vehicle.empty() || is_name(query.vehicle));
  return usable ? std::optional{query} : std::nullopt;
}

bool is_window(interval window) {
  return !window.empty() && window.from >= earliest_instant && window.to <= latest_instant;
}

bool is_level(std::string_view path) {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/')) {
    if (!is_name(path.substr(0, slash))) {
      return false;
    }
    path.remove_prefix(slash + 1);
  }
  return is_name(path);
}

bool names_one_place(const std::string& zone, const std::string& level) {
  return zone.empty() ? is_level(level) : level.empty() && is_name(zone);
}

}  // namespace beatwatch
