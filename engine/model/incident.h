#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/units.h"
#include "engine/geo/position.h"

namespace beatwatch {

/// A call for service as command and control holds it. A row replaces an earlier one of the same
/// incident with a lower `version`; rows may arrive in any order. A call that is cancelled is
/// closed.
struct incident {
  std::string name;           ///< command and control's reference
  std::uint64_t version = 1;  ///< 1 ... 2^53; a time of change in ms serves
  std::uint8_t grade = 0;     ///< 1 emergency ... 4; 0 not graded
  std::string type;
  std::optional<position> at;
  std::optional<std::uint32_t> place_error_m;  ///< the place is no farther off; absent: not said
  instant opened_at;
  std::optional<instant> closed_at;
  std::vector<std::string> assigned;  ///< call signs, sorted
};

template <class Archive>
void fields(Archive& a, position& p) {
  a(p.lat_e7, p.lon_e7);
}

template <class Archive>
void fields(Archive& a, incident& i) {
  a(i.name,
    i.version,
    i.grade,
    i.type,
    i.at,
    i.place_error_m,
    i.opened_at,
    i.closed_at,
    i.assigned);
}

}  // namespace beatwatch
