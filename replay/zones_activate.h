#pragma once
#include <filesystem>
#include <string>

#include "replay/tool_socket.h"

namespace beatwatch {

struct zones_activate_options {
  std::string set;  ///< what `find_named_zones` reads; put into the store if it is not there
  std::string at;   ///< from when on; not before the server's time
  std::filesystem::path config;  ///< of the server
  std::string server = "tcp://127.0.0.1:7703";
  server_access access;
  int patience_s = 120;  ///< for the server to prepare it
  bool json = false;
};

/// Puts a zone set in force on a running server, and returns 0 once that is on its disk. Throws
/// `std::runtime_error` with one line when the server refuses or stays silent.
int zones_activate(const zones_activate_options& options);

}  // namespace beatwatch
