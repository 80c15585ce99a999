#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/interval.h"

namespace beatwatch {

enum class unit_kind : std::uint8_t { car, foot, pcso, special, warden, partner };

std::string_view to_string(unit_kind kind);
std::optional<unit_kind> parse_unit_kind(std::string_view word);

/// How a patrol looks to the public. In rising order.
enum class visibility_class : std::uint8_t { unknown, plain, marked, uniformed_foot };

std::string_view to_string(visibility_class visibility);
/// Any of them but `unknown`.
std::optional<visibility_class> parse_visibility(std::string_view word);

/// Who holds which device, and what they can do, while `duty` lasts. One unit may have several
/// entries: a car tracker and two radios.
struct roster_entry {
  std::string unit;    ///< call sign
  std::string device;  ///< "device" of any source, or "source/device"
  unit_kind kind = unit_kind::car;
  std::string person_ref;  ///< pseudonym; empty for a vehicle. Never leaves the engine.
  std::vector<std::string> skills;
  std::string vehicle;    ///< class of vehicle, e.g. "car", "van"; empty on foot
  std::string home_zone;  ///< may be empty
  interval duty;
  visibility_class visibility = visibility_class::unknown;  ///< unknown: by the kind
};

/// What the row says, or else its kind: a car is marked, partners go in plain clothes, and
/// everybody else is on foot in uniform.
visibility_class visibility_of(const roster_entry& entry);

template <class Archive>
void fields(Archive& a, interval& i) {
  a(i.from, i.to);
}

template <class Archive>
void fields(Archive& a, roster_entry& r) {
  a(r.unit, r.device, r.kind, r.person_ref, r.skills, r.vehicle, r.home_zone, r.duty);
  a(r.visibility);
}

}  // namespace beatwatch
