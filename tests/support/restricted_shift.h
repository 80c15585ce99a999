#pragma once
#include <string>
#include <vector>

#include "tests/support/room_watch.h"

namespace beatwatch {

/// What a server does with restricted units.
enum class restricted_mode {
  known,  ///< nobody is restricted
  dropped,
  kept,  ///< in a room of their own
};

struct restricted_shift {
  restricted_mode mode = restricted_mode::known;
  bool restricted_units_exist = true;  ///< else nothing is ever heard of them
  bool bad_records = true;             ///< theirs, and somebody's
};

struct restricted_outputs {
  room_outputs common;
  room_outputs kept;         ///< of the room of restricted units
  std::string state_digest;  ///< of the common room, as its server tells it
  std::string changes;       ///< every message of its feed, in order
};

/// A shift of twenty minutes through a real server on a driven clock, with a restart amid. Ordinary
/// and restricted units are told of and heard by every kind of intake: native events, LIP over TCP,
/// Cursor-on-Target, OwnTracks, JSON lines, dropped files and a polled SQLite file.
restricted_outputs outputs_of(const restricted_shift& shift);

/// Whatever of the restricted units stands in `text`: their names, and places where nobody else is.
std::vector<std::string> restricted_found_in(const std::string& text);
/// What may be found.
std::vector<std::string> everything_restricted();

}  // namespace beatwatch
