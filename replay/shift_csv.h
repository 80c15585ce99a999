#pragma once
#include <string>
#include <vector>

#include "engine/event.h"
#include "engine/geo/local_plane.h"
#include "replay/make_shift.h"

namespace beatwatch {

// The tables of a shift, as docs/files.md describes them. Equal shifts give equal bytes.

/// unit,carrier,at,lat,lon: where everybody really was. Between two rows of a carrier it moves
/// straight at constant speed, so a second without a row says nothing new.
std::string truth_csv(const simulated_shift& shift, const local_plane& plane);

std::string pings_csv(const simulated_shift& shift);  ///< in order of reception
std::string roster_csv(const simulated_shift& shift);
std::string book_ons_csv(const simulated_shift& shift);  ///< as a roster, in order of typing
std::string status_csv(const std::vector<status_changed>& statuses);
std::string incidents_csv(const simulated_shift& shift);  ///< in order of writing
std::string faults_csv(const simulated_shift& shift);     ///< in order of beginning
std::string plan_csv(const std::vector<plan_changed>& plan);

}  // namespace beatwatch
