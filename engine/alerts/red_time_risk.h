#pragma once
#include <optional>
#include <string>

#include "engine/base/interval.h"
#include "engine/change.h"

namespace beatwatch {

/// How a zone stands in the red time that runs.
struct red_time_stand {
  interval red;
  duration got{};   ///< patrol time in it so far, about
  duration dose{};  ///< that it is to get; of a shorter red time all of it
};

/// What is missing of the dose.
duration missing(const red_time_stand& stand);

/// From here on it is worth while to look for units: before, the nearest one that may be looked for
/// has more than `red_time_lead` left.
instant worth_a_look_from(const red_time_stand& stand);

/// The zone, when it is still possible to give it what is missing and the nearest free unit, which
/// is `travel` away, has to leave within `red_time_lead`.
std::optional<zone_at_risk> at_risk(const std::string& zone,
                                    const red_time_stand& stand,
                                    duration travel,
                                    instant now);

}  // namespace beatwatch
