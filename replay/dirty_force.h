#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/interval.h"
#include "engine/event.h"
#include "engine/geo/local_plane.h"
#include "replay/carrier_track.h"
#include "replay/control_room.h"
#include "replay/patrol_area.h"
#include "replay/random.h"
#include "replay/simulated_fault.h"

namespace beatwatch {

/// How much goes wrong in a force that nobody has tidied up. Guesses of ours: no force has
/// published such shares.
namespace dirty_share {
inline constexpr double no_fix_indoors = 0.7;      ///< of a radio's stays indoors
inline constexpr double radio_left_in_car = 0.12;  ///< of an officer's walks from the car
inline constexpr double radios_swapped = 0.25;     ///< of pairs of cars, one radio each
inline constexpr double late_book_on = 0.15;       ///< of crews, by 15 to 90 minutes
inline constexpr double status_forgotten = 0.08;   ///< of changes of status
inline constexpr double status_wrong = 0.04;       ///< likewise
inline constexpr double status_late = 0.15;        ///< likewise, by 2 to 12 minutes more
inline constexpr double assignment_late = 0.25;    ///< of assignments, by 2 to 15 minutes
inline constexpr double duplicated = 0.04;         ///< of pings
inline constexpr double overtaken = 0.05;          ///< of pings, which wait for 5 to 60 s
inline constexpr std::size_t dead_spots = 5;       ///< of 100 to 250 m, all through the shift
inline constexpr double mast_failure_m = 2'500.0;  ///< one in a shift, for 15 to 30 minutes
}  // namespace dirty_share

/// Nothing can be sent from there.
struct dead_spot {
  plane_point centre;
  double radius_m = 0.0;
  interval span;
};

/// Dead spots around places of patrol, and the failure of one mast for a while.
std::vector<dead_spot> draw_dead_spots(const patrol_area& area,
                                       interval shift,
                                       random_stream random);

/// When `carrier` is in one of them, to whole seconds.
std::vector<interval> times_in(const std::vector<dead_spot>& spots,
                               const carrier_track& carrier,
                               instant began);

/// The stays indoors in which a radio of `officers` has no fix.
std::vector<interval> draw_times_without_fix(const carrier_track& officers,
                                             instant began,
                                             random_stream random);

/// When the officers are away from their car for a minute or longer and a radio of theirs lies in
/// it.
std::vector<interval> draw_times_left_in_car(const carrier_track& officers,
                                             const carrier_track& car,
                                             instant began,
                                             random_stream random);

/// As `mine`, but as `other` while `times` last.
carrier_track borne_by(const carrier_track& mine,
                       const carrier_track& other,
                       const std::vector<interval>& times,
                       instant began);

/// An instant, in the first half of the shift, at which officers of both crews stand within 10 m of
/// each other, so that their radios can be mistaken; empty: never.
std::optional<instant> draw_meeting(const carrier_track& one,
                                    const carrier_track& other,
                                    instant began,
                                    random_stream random);

/// Makes some of a unit's changes of status late, wrong or forgotten. `typed` is in order of time
/// and stays so; one that would be overtaken by the next is not typed.
void dirty_statuses(std::vector<status_changed>& typed,
                    random_stream random,
                    std::vector<simulated_fault>& faults);

/// Writes some of the versions that assign a unit later, and what follows no earlier than them.
/// Versions of one incident stay in their order; `versions` stays in order of writing. None is
/// written after `last_second`.
void dirty_assignments(std::vector<incident_version>& versions,
                       instant began,
                       int last_second,
                       random_stream random,
                       std::vector<simulated_fault>& faults);

}  // namespace beatwatch
