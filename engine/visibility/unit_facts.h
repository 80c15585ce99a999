#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/id_map.h"
#include "engine/base/interval.h"
#include "engine/model/incident.h"
#include "engine/model/status_history.h"
#include "engine/track/roster_book.h"

namespace beatwatch {

/// What is told of units beside their positions: what they were doing, for which incident, and who
/// they were.
class unit_facts {
 public:
  /// All three outlive it.
  unit_facts(const roster_book& roster,
             const id_map<unit_id>& names,
             const std::map<std::string, incident>& incidents)
      : roster_(&roster), names_(&names), incidents_(&incidents) {}

  /// Takes a status. Returns the time of which it changes what was known; empty if of none.
  std::optional<interval> learn(unit_id unit, const dated_status& fact);

  [[nodiscard]] const status_history& status_of(unit_id unit) const;
  /// Of an incident; 0: not known or not graded.
  [[nodiscard]] std::uint8_t grade_of(const std::string& incident) const;
  /// By the roster, at an instant.
  [[nodiscard]] const crew_on_duty& crew_of(unit_id unit, instant t) const;

  /// The units whose status named the incident, with the time for which it did.
  [[nodiscard]] std::vector<std::pair<unit_id, interval>> sent_to(
      const std::string& incident) const;

  /// Forgets what no longer held at the instant that `needed_from(unit)` gives.
  template <typename NeededFrom>
  void forget(NeededFrom&& needed_from) {
    for (std::uint32_t u = 0; u < status_.size(); ++u) {
      status_[u].forget_before(needed_from(unit_id{u}));
    }
  }

  template <class Archive>
  friend void fields(Archive& a, unit_facts& f) {
    a(f.status_);
  }

 private:
  const roster_book* roster_;
  const id_map<unit_id>* names_;
  const std::map<std::string, incident>* incidents_;
  std::vector<status_history> status_;  ///< by unit

  // The crew that was asked for last, of each unit, as long as the roster stays the same; derived.
  struct known_crew {
    std::uint64_t roster_version = 0;
    crew_on_duty crew;
  };
  mutable std::vector<known_crew> crews_;
};

}  // namespace beatwatch
