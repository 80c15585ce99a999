#include "engine/visibility/visit_change.h"

#include <algorithm>

namespace beatwatch {

// Fowler, Noll and Vo's hash, variant 1a (draft-eastlake-fnv).
std::uint64_t visit_id(const std::string& zone, const std::string& unit, instant anchor) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  const auto take = [&hash](unsigned char byte) { hash = (hash ^ byte) * 0x100000001b3U; };
  for (const std::string* name : {&zone, &unit}) {
    std::for_each(name->begin(), name->end(), [&](char c) { take(static_cast<unsigned char>(c)); });
    take('/');
  }
  auto ms = static_cast<std::uint64_t>(instant_to_ms(anchor));
  for (int i = 0; i < 8; ++i, ms >>= 8U) {
    take(static_cast<unsigned char>(ms & 0xffU));
  }
  return hash;
}

visit_changed to_change(const published_visit& visit,
                        const std::string& zone,
                        const std::string& unit) {
  return {.id = visit_id(zone, unit, visit.run.anchor),
          .zone = zone,
          .unit = unit,
          .revision = visit.revision,
          .state = visit.state,
          .span = {visit.run.anchor, visit.run.last_likely},
          .inside = visit.inside,
          .pings = visit.pings,
          .cause = visit.cause,
          .attributes = visit.attributes};
}

}  // namespace beatwatch
