#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/deployment/nearest_unit.h"
#include "engine/engine.h"

namespace beatwatch {

/// What the roster says of a unit now: the union over the entries by which it holds devices.
struct unit_duty {
  bool any = false;
  unit_kind kind = unit_kind::car;
  std::string vehicle;
  std::vector<std::string> skills;
};

/// The units of the roster as the gates see them now. Good until the state changes.
class units_now {
 public:
  explicit units_now(const state& s);
  [[nodiscard]] std::span<const unit_view> views() const { return views_; }

 private:
  std::vector<unit_duty> duties_;
  std::vector<unit_view> views_;
};

/// The nearest eligible units, from what the engine knows now. Empty when the incident, the unit or
/// the place asked for is not known.
std::optional<suggestion> suggest(const state& s, const nearest_query& query);

/// Units that may be sent to a place of no incident, the nearest first; at most `count`.
std::vector<candidate> nearest_free(const state& s,
                                    const units_now& units,
                                    plane_point at,
                                    std::uint32_t count);

}  // namespace beatwatch
