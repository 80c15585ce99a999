#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/interval.h"
#include "engine/visibility/crew_lookup.h"
#include "engine/visibility/presence_line.h"
#include "engine/visibility/visit_book.h"

namespace beatwatch {

/// Presence of one officer at a zone.
struct officer_line {
  std::uint32_t person = 0;
  presence_line line;
};

/// Appends what the devices of one unit say of its officers at one zone within `within`. While an
/// officer's own device is heard of, it alone says where the officer is. Otherwise the officer is
/// taken to ride with the devices of the unit that are in nobody's name, its car: likely where the
/// car is proved or likely, as the roster says, but not proved. Only where nobody of the crew is
/// heard of does a car prove one officer, who drives or parked it.
void append_officers(const visit_book& book,
                     interval within,
                     const crew_lookup& crews,
                     std::vector<officer_line>& officers);

/// One line for each officer, though several units tell of one.
void unite_officers(std::vector<officer_line>& officers, interval within);

}  // namespace beatwatch
