#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "adapters/sources/stream_cut.h"

namespace beatwatch {

/// A format that a position can come in.
struct protocol {
  std::string_view name;  ///< as `beatwatch decode` knows it
  stream_cutter cut;      ///< how messages follow each other in a stream or a file
  std::size_t size_max;   ///< of one message
  /// One message as one line of JSON, or {"error": label}. Never throws, whatever the octets.
  std::string (*explain)(std::string_view message);
};

/// All of them, in the order in which they are shown.
std::span<const protocol> protocols();

/// "nmea0183, tetra-lip, ...".
std::string protocol_names();

/// Null: no protocol has this name.
const protocol* find_protocol(std::string_view name);

}  // namespace beatwatch
