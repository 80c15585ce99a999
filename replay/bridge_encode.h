#pragma once
#include <string>

#include "engine/event.h"

namespace beatwatch {

/// An event of Cursor-on-Target: a friend on the ground, measured; the device is its uid. Exact but
/// for the accuracy, of which twice is the circular error; without one the error is unknown. Stale
/// after a minute.
std::string encode_cot(const ping& seen);

/// A location of OwnTracks as it is posted, by a user with the device's name. Its time is cut to
/// seconds, accuracy rounded to metres, speed to km/h and course to degrees.
std::string encode_owntracks_post(const ping& seen);

}  // namespace beatwatch
