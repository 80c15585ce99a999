#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "replay/tool_socket.h"

namespace beatwatch {

struct watch_options {
  std::string feed = "tcp://127.0.0.1:7702";   ///< the server's feed socket
  std::string query = "tcp://127.0.0.1:7703";  ///< and its query socket, for snapshots
  server_access access;
  std::vector<std::string> prefixes{"presence/", "incident/", "suggestion/"};
  int board_every_min = 30;  ///< minutes of the server's clock between two boards
  std::size_t rows = 15;     ///< of a board
  std::string until;         ///< RFC 3339: ends when the server's clock is there; empty: never
  bool json = false;         ///< every message as one JSON object per line, and nothing else
};

/// Subscribes and shows what happens: new incidents with the suggestion for each, who was sent, and
/// the presence board now and then. A loss of messages is said and mended with a fresh snapshot.
/// Returns 0; throws `std::runtime_error` with one line.
int watch(const watch_options& options);

}  // namespace beatwatch
