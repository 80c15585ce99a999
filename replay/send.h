#pragma once
#include <cstddef>
#include <filesystem>
#include <string>

#include "engine/base/units.h"
#include "replay/shift_files.h"
#include "replay/tool_socket.h"

namespace beatwatch {

struct send_options {
  std::filesystem::path folder;  ///< of a shift; empty: `files`
  event_files files;
  std::string to = "tcp://127.0.0.1:7701";  ///< the server's ingest socket
  server_access access;
  std::size_t units = 0;  ///< so many: fewer than there are, or copies beside them; 0: as they are
  double speed = 0.0;     ///< times faster than life; 0: as fast as it is taken
  bool driven = false;    ///< moves the server's driven clock along, as source "clock"
  double step_s = 1.0;    ///< of that clock
  std::string until;      ///< RFC 3339: where that clock ends, if that is after the last event
  std::string trackers;   ///< "teltonika_tcp://address:port": where their pings go; empty: `to`
  std::string radios;     ///< likewise
  bool json = false;      ///< the report as one JSON object
};

/// Sends files to a server in order of reception, each batch until it is acknowledged; what goes to
/// a socket of trackers or radios is sent once, see `position_sender`. Progress goes to standard
/// error, the report to standard output. Returns 0. Throws `std::runtime_error` with one line per
/// mistake.
int send(const send_options& options);

}  // namespace beatwatch
