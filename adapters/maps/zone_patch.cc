#include "adapters/maps/zone_patch.h"

#include <algorithm>
#include <set>
#include <utility>

#include "adapters/maps/zone_hash.h"

namespace beatwatch {
namespace {

using name_set = std::set<std::string, std::less<>>;

name_set replaced_names(const zone_patch& patch) {
  name_set names{patch.removed.begin(), patch.removed.end()};
  for (const zone& each : patch.put->zones) {
    names.insert(each.name);
  }
  for (const gate_line& each : patch.put->gates) {
    names.insert(each.name);
  }
  return names;
}

template <typename Named>
std::vector<Named> merged(const std::vector<Named>& base,
                          const std::vector<Named>& put,
                          const name_set& replaced) {
  std::vector<Named> all;
  std::copy_if(base.begin(), base.end(), std::back_inserter(all), [&](const Named& each) {
    return !replaced.contains(each.name);
  });
  all.insert(all.end(), put.begin(), put.end());
  std::sort(all.begin(), all.end(), [](const Named& a, const Named& b) { return a.name < b.name; });
  return all;
}

const zone* whose_levels(const zone& fresh, const zone_set& base, const zone_patch& patch) {
  const auto like = patch.levels_like.find(fresh.name);
  const auto place = base.find(like == patch.levels_like.end() ? fresh.name : like->second);
  return place ? &base.zones[*place] : nullptr;
}

}  // namespace

std::shared_ptr<const zone_set> patched(const zone_set& base, const zone_patch& patch) {
  const name_set replaced = replaced_names(patch);
  std::vector<zone> zones = merged(base.zones, patch.put->zones, replaced);
  for (zone& each : zones) {
    if (each.levels.empty()) {
      if (const zone* like = whose_levels(each, base, patch)) {
        each.levels = like->levels;
      }
    }
  }
  std::vector<gate_line> gates = merged(base.gates, patch.put->gates, replaced);
  std::string hash = zone_hash(zones, gates);
  return std::make_shared<zone_set>(
      std::move(zones), std::move(hash), zone_index_reach, std::move(gates));
}

}  // namespace beatwatch
