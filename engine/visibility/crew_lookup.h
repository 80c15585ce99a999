#pragma once
#include <cstdint>
#include <vector>

#include "engine/base/interval.h"
#include "engine/base/units.h"

namespace beatwatch {

/// One officer of a unit while the crew stays the same.
struct crew_member {
  std::uint32_t person = 0;    ///< equal numbers are one person, in any unit
  std::vector<device_id> own;  ///< devices in that officer's name that were ever heard
};

/// Who is out as a unit during one stretch of time, by the roster.
struct crew_stretch {
  interval within;
  std::vector<crew_member> members;  ///< at least one, by name
};

/// What `presence_books` asks about crews.
class crew_lookup {
 public:
  crew_lookup() = default;
  crew_lookup(const crew_lookup&) = delete;
  crew_lookup& operator=(const crew_lookup&) = delete;
  virtual ~crew_lookup() = default;

  /// Stretches of the unit, disjoint and in order. A unit of which the roster names no person is
  /// one officer with no device of its own, and so is a unit outside its stretches.
  [[nodiscard]] virtual const std::vector<crew_stretch>& stretches(unit_id unit) const = 0;

  /// Somebody who is nobody else stands for a unit of which the roster names no person.
  [[nodiscard]] static crew_member unnamed_member(unit_id unit) {
    return {.person = 0x80000000U | unit.value, .own = {}};
  }

  /// Appends the times within `within` at which the device is heard of while the unit holds it:
  /// along its legs, after each fix as long as the gap limit allows. In order.
  virtual void heard(unit_id unit,
                     device_id device,
                     interval within,
                     std::vector<interval>& times) const = 0;
};

}  // namespace beatwatch
