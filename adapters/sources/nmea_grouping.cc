#include "adapters/sources/nmea_grouping.h"

#include <algorithm>
#include <cstddef>
#include <map>

namespace beatwatch {
namespace {

constexpr std::ptrdiff_t groups_searched = 32;

/// `member` is where an epoch keeps sentences of this type.
template <typename Sentence>
void add_sentence(const nmea_part& part,
                  const Sentence& sentence,
                  const Sentence* nmea_epoch::*member,
                  few<nmea_group, 2>& groups) {
  const auto time = sentence.time ? std::optional{sentence.time->since_midnight()} : std::nullopt;
  auto* const first =
      groups.end() - std::min(static_cast<std::ptrdiff_t>(groups.size()), groups_searched);
  auto* const found = std::find_if(first, groups.end(), [&](const nmea_group& group) {
    return time && group.since_midnight == time && group.device == part.device &&
           group.epoch.*member == nullptr;
  });
  nmea_group& group =
      found != groups.end()
          ? *found
          : groups.emplace_back(nmea_group{.device = part.device, .since_midnight = time});
  group.epoch.*member = &sentence;
  group.parts.push_back(&part);
}

/// The only group of each device that has just one; null for the others.
std::map<std::string_view, nmea_group*> single_groups(few<nmea_group, 2>& groups) {
  std::map<std::string_view, nmea_group*> single;
  for (nmea_group& group : groups) {
    const auto [entry, is_first] = single.try_emplace(group.device, &group);
    if (!is_first) {
      entry->second = nullptr;
    }
  }
  return single;
}

void add_motion(const std::vector<const nmea_part*>& parts, nmea_grouping& grouping) {
  if (parts.empty()) {
    return;
  }
  const auto single = single_groups(grouping.groups);
  for (const nmea_part* part : parts) {
    const auto found = single.find(part->device);
    nmea_group* const group = found != single.end() ? found->second : nullptr;
    if (group != nullptr && group->epoch.vtg == nullptr) {
      group->epoch.vtg = std::get_if<nmea_vtg>(&part->message.body);
      group->parts.push_back(part);
    } else {
      grouping.motion.push_back(part);
    }
  }
}

}  // namespace

nmea_grouping group_by_epoch(std::span<const nmea_part> parts) {
  nmea_grouping grouping;
  std::vector<const nmea_part*> motion;
  for (const nmea_part& part : parts) {
    if (const auto* rmc = std::get_if<nmea_rmc>(&part.message.body)) {
      add_sentence(part, *rmc, &nmea_epoch::rmc, grouping.groups);
    } else if (const auto* gga = std::get_if<nmea_gga>(&part.message.body)) {
      add_sentence(part, *gga, &nmea_epoch::gga, grouping.groups);
    } else if (const auto* gns = std::get_if<nmea_gns>(&part.message.body)) {
      add_sentence(part, *gns, &nmea_epoch::gns, grouping.groups);
    } else {
      motion.push_back(&part);
    }
  }
  add_motion(motion, grouping);
  return grouping;
}

}  // namespace beatwatch
