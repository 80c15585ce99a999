#include "engine/model/zone.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

template <typename Named>
std::vector<Named> sorted_by_name(std::vector<Named> all) {
  std::sort(all.begin(), all.end(), [](const Named& a, const Named& b) { return a.name < b.name; });
  const auto twice = std::adjacent_find(
      all.begin(), all.end(), [](const Named& a, const Named& b) { return a.name == b.name; });
  check(twice == all.end(), "a zone set has each name once");
  return all;
}

template <typename Named>
std::optional<std::uint32_t> place_of(const std::vector<Named>& sorted, std::string_view name) {
  const auto at = std::lower_bound(
      sorted.begin(), sorted.end(), name, [](const Named& one, std::string_view n) {
        return one.name < n;
      });
  if (at == sorted.end() || at->name != name) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(at - sorted.begin());
}

std::string joined(const std::vector<std::string>& names) {
  std::string path;
  for (const std::string& name : names) {
    path += (path.empty() ? "" : "/") + name;
  }
  return path;
}

std::vector<plane_box> boxes_around(const std::vector<gate_line>& gates) {
  std::vector<plane_box> boxes;
  for (const gate_line& gate : gates) {
    plane_box box{gate.line.front(), gate.line.front()};
    for (const plane_point vertex : gate.line) {
      box.include(vertex);
    }
    boxes.push_back(box);
  }
  return boxes;
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

std::string first_level_path(const std::vector<std::vector<std::string>>& levels) {
  return levels.empty() ? std::string{} : joined(levels.front());
}

std::string path_of(const std::vector<std::vector<std::string>>& levels, const std::string& name) {
  const std::string above = first_level_path(levels);
  return above.empty() ? name : above + '/' + name;
}

std::vector<std::string> level_paths(const zone& of) {
  std::vector<std::string> paths;
  for (const std::vector<std::string>& names : of.levels) {
    std::string path = joined(names);
    if (!path.empty() && std::find(paths.begin(), paths.end(), path) == paths.end()) {
      paths.push_back(std::move(path));
    }
  }
  return paths;
}

zone_set::zone_set(std::vector<zone> unsorted,
                   std::string content_hash,
                   metres reach,
                   std::vector<gate_line> unsorted_gates)
    : zones(sorted_by_name(std::move(unsorted))),
      hash(std::move(content_hash)),
      gates(sorted_by_name(std::move(unsorted_gates))),
      gate_boxes(boxes_around(gates)),
      index(shapes(zones), reach) {
  for (const gate_line& gate : gates) {
    check(!find(gate.name), "no gate of a zone set has the name of a zone");
  }
}

std::optional<std::uint32_t> zone_set::find(std::string_view name) const {
  return place_of(zones, name);
}

std::optional<std::uint32_t> zone_set::find_gate(std::string_view name) const {
  return place_of(gates, name);
}

}  // namespace beatwatch
