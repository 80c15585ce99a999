#pragma once
#include <filesystem>
#include <string>

#include "replay/tool_socket.h"

namespace beatwatch {

struct sources_options {
  std::string source;                           ///< empty: every one
  std::string server = "tcp://127.0.0.1:7703";  ///< its query socket
  server_access access;
  std::filesystem::path journal;  ///< empty: a running server is asked
  bool devices = false;           ///< each device too
  bool json = false;
};

/// Shows how sources and their devices do: of a running server, or at the end of a journal, which
/// is played for it. Returns 0; throws `std::runtime_error` with one line.
int sources(const sources_options& options);

}  // namespace beatwatch
