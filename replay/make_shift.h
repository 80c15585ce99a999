#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/base/interval.h"
#include "engine/event.h"
#include "engine/geo/local_plane.h"
#include "engine/model/incident.h"
#include "engine/model/roster.h"
#include "replay/carrier_track.h"
#include "replay/control_room.h"
#include "replay/degrade.h"
#include "replay/patrol_area.h"
#include "replay/simulated_fault.h"

namespace beatwatch {

struct shift_options {
  std::uint64_t seed = 1;
  instant from;  ///< on a whole second
  int hours = 8;
  int cars = 12;          ///< each with two officers, a tracker and two radios
  int foot_officers = 8;  ///< in pairs half of the time, each officer with a radio
  int pcsos = 4;          ///< alone, with a radio
  call_rate calls;
  bool dirty = false;  ///< with everything that goes wrong in a force, see dirty_force.h
  bool trackers_have_imei = false;  ///< as names: 15 digits instead of "V12"
  bool radios_have_ssi = false;     ///< as names: 7010 instead of "R7010"
};

/// Sources that a shift's events come by.
namespace shift_source {
inline constexpr const char* trackers = "trackers";
inline constexpr const char* radios = "radios";
inline constexpr const char* control = "control";  ///< status and incidents
}  // namespace shift_source

struct simulated_device {
  std::string name;
  std::string source;
  device_kind kind{};
  std::size_t carrier = 0;  ///< into `simulated_shift::carriers`
  bool rostered = true;     ///< false: a spare that nobody wrote down
};

struct arrived_ping {
  instant received_at;
  std::size_t device = 0;
  ping body;
};

/// A shift of which everything is known.
struct simulated_shift {
  interval span;
  std::vector<carrier_track> carriers;  ///< the truth
  std::vector<simulated_device> devices;
  std::vector<roster_entry> roster;
  std::vector<roster_entry> book_ons;       ///< by the time that command and control learns of them
  std::vector<status_changed> statuses;     ///< by time
  std::vector<incident_version> incidents;  ///< by time; `second` after the shift began
  std::vector<arrived_ping> pings;          ///< by reception, then device and observation
  degradation channels;
  std::vector<status_changed> true_statuses;  ///< by time
  std::vector<simulated_fault> faults;        ///< by time, then kind and subject
  /// Of a device that was not with its carrier all the time: where it was, device by device.
  std::map<std::size_t, carrier_track> strayed;

  /// Where a device was in truth.
  [[nodiscard]] const carrier_track& track_of(std::size_t device) const;

  /// Everything in order of reception, numbered per source: the roster when the shift begins, and
  /// a book-on, status or incident when it is typed.
  [[nodiscard]] std::vector<event> events() const;
};

/// Plays a shift in `area`, whose points lie in `plane`. Equal arguments give equal shifts.
/// `progress` is told each simulated second.
simulated_shift make_shift(const shift_options& options,
                           const patrol_area& area,
                           const local_plane& plane,
                           const std::function<void(int second)>& progress = {});

}  // namespace beatwatch
