#pragma once
#include <filesystem>
#include <string>

#include "replay/tool_socket.h"

namespace beatwatch {

struct send_rejects_options {
  std::filesystem::path file;               ///< of the folder that [rejects] names
  std::filesystem::path config;             ///< the server's
  std::string to = "tcp://127.0.0.1:7701";  ///< the server's ingest socket
  server_access access;
  bool json = false;  ///< the report as one JSON object
};

/// Sends records that were rejected and have been mended, under their own source, and marks in the
/// file those that are on the server's disk. Returns 0, or 2 when there are some that still cannot
/// be used, of which standard error has a line each. Throws `std::runtime_error` with one line.
int send_rejects(const send_rejects_options& options);

}  // namespace beatwatch
