#pragma once
#include <filesystem>
#include <string>

#include "replay/tool_socket.h"

namespace beatwatch {

struct zones_diff_options {
  std::string after;             ///< what `find_named_zones` reads
  std::string before;            ///< likewise; empty: what the server has in force
  std::filesystem::path config;  ///< of the server
  std::string server = "tcp://127.0.0.1:7703";
  server_access access;
  bool json = false;
};

/// Prints what differs between two zone sets, one line per zone. Returns 0, also when nothing does;
/// throws `std::runtime_error` with one line.
int zones_diff(const zones_diff_options& options);

}  // namespace beatwatch
