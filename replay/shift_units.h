#pragma once
#include <cstddef>
#include <vector>

#include "engine/event.h"

namespace beatwatch {

/// The shift of `events`, which are those of files and not empty, with `count` units: the first
/// ones that it names, or all of them and copies beside them, each copy a few hundred metres from
/// the one before. A copy has names of its own: "-2" and so on behind call signs, persons and
/// devices; a device that is a number, as trackers and radios have, gets a number beyond the
/// others. `rota` is what the server knows of who holds what: the copies of its entries are booked
/// on at the start. A device that nobody holds is a unit of its own. Incidents stay as they are,
/// with those of their units that are left.
[[nodiscard]] std::vector<event> with_units(std::vector<event> events,
                                            const std::vector<roster_changed>& rota,
                                            std::size_t count);

}  // namespace beatwatch
