#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/base/units.h"
#include "engine/visibility/leg_reader.h"

namespace beatwatch {

struct state;

/// Who holds a device at an instant, by the roster as it is known now; the last answer is kept.
const std::optional<held_device>& holder(state& s, device_id id, instant t);

/// The hard speed cap of whoever holds a device by that entry.
double speed_cap_mps(const roster_entry& entry, const parameters& settings);

/// The unit that a fix of the device at `t` stands for: its holder, or a unit of the device's own
/// name, "source/device".
unit_id unit_at(state& s, device_id id, instant t);

/// The device of that name within its source, known from now on.
device_id device_of(state& s, const std::string& source, const std::string& device);

/// The devices heard so far that a roster means by "device" or "source/device".
std::vector<device_id> devices_named(const state& s, const std::string& rostered);

}  // namespace beatwatch
