#pragma once
#include <vector>

#include "engine/base/id_map.h"
#include "engine/visibility/crew_lookup.h"

namespace beatwatch {

struct state;

/// Crews by the roster as it is known now and the devices heard so far. Derived.
class crew_memory final : public crew_lookup {
 public:
  /// `of` outlives it.
  explicit crew_memory(const state& of) : state_(&of) {}

  /// Those that end after what is settled and begin within the next hour.
  [[nodiscard]] const std::vector<crew_stretch>& stretches(unit_id unit) const override;
  void heard(unit_id unit,
             device_id device,
             interval within,
             std::vector<interval>& times) const override;

 private:
  using person_id = strong<std::uint32_t, struct person_id_tag>;
  struct known_crew {
    std::uint64_t roster_version = 0;
    interval within;
    std::vector<crew_stretch> stretches;
  };
  [[nodiscard]] std::vector<crew_stretch> read(unit_id unit, interval within) const;

  const state* state_;
  mutable std::vector<known_crew> known_;  ///< by unit
  mutable id_map<person_id> persons_;
};

}  // namespace beatwatch
