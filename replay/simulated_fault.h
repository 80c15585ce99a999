#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/interval.h"

namespace beatwatch {

/// What went wrong in a simulated shift, and no server is told.
enum class fault_kind : std::uint8_t {
  dead_spot,          ///< of a place: nothing can be sent there; `detail` is "lat lon radius_m"
  backlog,            ///< of a device: it kept what it could not send in a dead spot
  no_fix,             ///< of a radio: it is on and indoors, and repeats its last fix
  radio_left_in_car,  ///< of a radio, while the officer walks
  radio_swapped,      ///< of a radio, from then on with another crew, which `detail` names
  late_book_on,       ///< of a unit, from its duty's beginning until command and control is told
  status_late,        ///< of a unit; `detail` is the status
  status_wrong,       ///< of a unit; `detail` is what was meant
  status_forgotten,   ///< of a unit; `detail` is what was never typed
  assignment_late,    ///< of an incident; `detail` is whoever was sent
};

/// The word in faults.csv: "dead_spot", "backlog", ...
std::string_view to_string(fault_kind kind);

struct simulated_fault {
  fault_kind kind{};
  std::string subject;
  interval span;  ///< from when it began until it was over, or was put right
  std::string detail;
};

}  // namespace beatwatch
