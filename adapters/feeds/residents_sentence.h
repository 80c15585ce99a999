#pragma once
#include <string>

#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// What can be read out to residents: "We were here at least 26 times, at least 5 hours; best
/// estimate 31 and 6 1/2. For 2 hours our radios were out of touch; not counted." Hours in halves
/// from 90 minutes on, else minutes; what is at least true is rounded down, what is unknown up.
/// Where the visits of the window are not counted, its hours alone.
std::string residents_sentence(const v1::PresenceAnswer& answer);

}  // namespace beatwatch
