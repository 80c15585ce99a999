#pragma once
#include <memory>
#include <string_view>

#include "adapters/daemon/position_config.h"
#include "adapters/sources/position_source.h"
#include "adapters/sources/stream_framer.h"

namespace beatwatch {

/// What reads the messages of a socket. Of Teltonika trackers over TCP only the records: see
/// `teltonika_stream`.
std::unique_ptr<position_source> make_position_source(const position_socket& settings);

/// How a stream of this format is cut. OwnTracks comes in requests: see `http_reader`.
stream_framer make_stream_framer(position_format format);

/// Whether a message that is too long leaves nobody knowing where the next one begins.
bool loses_the_stream(position_format format);

/// "NMEA 0183", "TETRA LIP" ...
std::string_view to_string(position_format format);

}  // namespace beatwatch
