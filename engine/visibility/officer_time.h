#pragma once
#include <cstdint>
#include <forward_list>
#include <vector>

#include "engine/base/interval.h"
#include "engine/visibility/crew_lookup.h"
#include "engine/visibility/presence_line.h"
#include "engine/visibility/visit_book.h"

namespace beatwatch {

/// Presence of one officer at a zone: what a line says of some time.
struct officer_line {
  std::uint32_t person = 0;
  interval time;
  const presence_line* line = nullptr;

  template <typename Visit>
  void for_each_run(interval within, Visit&& visit) const {
    line->for_each_run(intersection(time, within), visit);
  }
};

/// Presence of officers. Most of their lines are those of devices, which must stay as they are as
/// long as this is read.
struct officers_told {
  std::vector<officer_line> lines;
  std::forward_list<presence_line> made;  ///< those that no device told
};

/// Appends what the devices of one unit say of its officers at one zone within `within`. While an
/// officer's own device is heard of, it alone says where the officer is. Otherwise the officer is
/// taken to ride with the devices of the unit that are in nobody's name, its car: likely where the
/// car is proved or likely, as the roster says, but not proved. Only where nobody of the crew is
/// heard of does a car prove one officer, who drives or parked it.
void append_officers(const visit_book& book,
                     interval within,
                     const crew_lookup& crews,
                     officers_told& officers);

/// One line for each officer, though several units tell of one.
void unite_officers(officers_told& officers, interval within);

}  // namespace beatwatch
