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

/// Where it is known from that somebody holds a device. A later one goes before an earlier one at
/// every instant that both speak of.
enum class holding_origin : std::uint8_t {
  rota,     ///< planned
  log_on,   ///< the driver or officer said so to the device
  book_on,  ///< command and control knows it
};

std::string_view to_string(holding_origin origin);
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
  holding_origin origin = holding_origin::rota;
  /// When its source learned of it; absent: nobody says, and it counts from its reception. What was
  /// recorded later replaces what was recorded earlier, in whatever order they arrive.
  std::optional<instant> recorded_at;
  visibility_class visibility = visibility_class::unknown;  ///< unknown: by the kind
};

/// A holding is over: what the unit holds of the device at `at`, by this origin or one that goes
/// after it, ends then, as far as it was recorded no later than this.
struct holding_ended {
  std::string unit;
  std::string device;  ///< as the entry names it
  holding_origin origin = holding_origin::book_on;
  instant at;
  std::optional<instant> recorded_at;  ///< as of an entry
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
  a(r.origin, r.recorded_at, r.visibility);
}

template <class Archive>
void fields(Archive& a, holding_ended& h) {
  a(h.unit, h.device, h.origin, h.at, h.recorded_at);
}

}  // namespace beatwatch
