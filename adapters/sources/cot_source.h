#pragma once
#include "adapters/sources/position_source.h"
#include "adapters/sources/stream_cut.h"

namespace beatwatch {

/// Events of Cursor-on-Target, one in each message. Pings are those of friends (type "a-f-...")
/// that a machine has measured (how "m-..."): what somebody drew or guessed is no position.
///   device    the uid
///   time      of the event
///   accuracy  half of the circular error; none when that is unknown
class cot_source : public position_source {
 public:
  std::string take(std::string_view peer,
                   std::string_view message,
                   instant received_at,
                   std::vector<ping>& pings) override;
};

/// From "<event" to "</event>"; declarations, white space and anything else between are noise.
std::optional<stream_cut> cut_cot(std::string_view received);

}  // namespace beatwatch
