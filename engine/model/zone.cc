#include "engine/model/zone.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

std::vector<zone> sorted_by_name(std::vector<zone> zones) {
  std::sort(
      zones.begin(), zones.end(), [](const zone& a, const zone& b) { return a.name < b.name; });
  const auto twice = std::adjacent_find(
      zones.begin(), zones.end(), [](const zone& a, const zone& b) { return a.name == b.name; });
  check(twice == zones.end(), "a zone set has each name once");
  return zones;
}

std::vector<area> shapes(const std::vector<zone>& zones) {
  std::vector<area> all;
  all.reserve(zones.size());
  for (const zone& each : zones) {
    all.push_back(each.shape);
  }
  return all;
}

}  // namespace

std::vector<std::string> level_paths(const zone& of) {
  std::vector<std::string> paths;
  for (const std::vector<std::string>& names : of.levels) {
    std::string path;
    for (const std::string& name : names) {
      path += (path.empty() ? "" : "/") + name;
    }
    if (!path.empty() && std::find(paths.begin(), paths.end(), path) == paths.end()) {
      paths.push_back(std::move(path));
    }
  }
  return paths;
}

zone_set::zone_set(std::vector<zone> unsorted, std::string content_hash, metres reach)
    : zones(sorted_by_name(std::move(unsorted))),
      hash(std::move(content_hash)),
      index(shapes(zones), reach) {}

std::optional<std::uint32_t> zone_set::find(std::string_view name) const {
  const auto at =
      std::lower_bound(zones.begin(), zones.end(), name, [](const zone& z, std::string_view n) {
        return z.name < n;
      });
  if (at == zones.end() || at->name != name) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(at - zones.begin());
}

}  // namespace beatwatch
