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

template <class Archive>
void fields(Archive& a, interval& i) {
  a(i.from, i.to);
}

template <class Archive>
void fields(Archive& a, roster_entry& r) {
  a(r.unit, r.device, r.kind, r.person_ref, r.skills, r.vehicle, r.home_zone, r.duty);
  a(r.origin, r.recorded_at);
}

template <class Archive>
void fields(Archive& a, holding_ended& h) {
  a(h.unit, h.device, h.origin, h.at, h.recorded_at);
}

}  // namespace beatwatch
