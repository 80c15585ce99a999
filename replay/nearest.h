#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "replay/tool_socket.h"

namespace beatwatch {

struct nearest_options {
  std::string server = "tcp://127.0.0.1:7703";  ///< its query socket
  server_access access;
  std::string incident;     ///< exactly one of these three
  std::string unit;         ///< back-up towards it
  std::string at;           ///< "latitude,longitude" in degrees
  std::uint32_t count = 0;  ///< 0: as many as the server is configured for
  std::vector<std::string> skills;
  std::string vehicle;
  bool json = false;
};

/// Asks who can be there first, who else, and why not the others. Returns 0; throws
/// `std::runtime_error` with one line.
int nearest(const nearest_options& options);

}  // namespace beatwatch
