#include "engine/visibility/unit_facts.h"

namespace beatwatch {

std::optional<interval> unit_facts::learn(unit_id unit, const dated_status& fact) {
  if (status_.size() <= unit.value) {
    status_.resize(unit.value + 1);
  }
  return status_[unit.value].learn(fact);
}

const status_history& unit_facts::status_of(unit_id unit) const {
  static const status_history nothing;
  return unit.value < status_.size() ? status_[unit.value] : nothing;
}

std::uint8_t unit_facts::grade_of(const std::string& incident) const {
  const auto known = incidents_->find(incident);
  return known == incidents_->end() ? 0 : known->second.grade;
}

const crew_on_duty& unit_facts::crew_of(unit_id unit, instant t) const {
  if (crews_.size() <= unit.value) {
    crews_.resize(unit.value + 1);
  }
  known_crew& known = crews_[unit.value];
  if (known.roster_version != roster_->version() || !known.crew.same_within.contains(t)) {
    known = {roster_->version(), roster_->crew(names_->name(unit), t)};
  }
  return known.crew;
}

std::vector<std::pair<unit_id, interval>> unit_facts::sent_to(const std::string& incident) const {
  std::vector<std::pair<unit_id, interval>> found;
  for (std::uint32_t u = 0; u < status_.size(); ++u) {
    status_[u].for_each({instant::min(), instant::max()},
                        [&](interval held, const dated_status& fact) {
                          if (fact.incident == incident) {
                            found.emplace_back(unit_id{u}, held);
                          }
                        });
  }
  return found;
}

}  // namespace beatwatch
