#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "replay/tool_socket.h"

namespace beatwatch {

struct check_setup_options {
  std::vector<std::filesystem::path> files;  ///< configurations, tables, zones, road files
  std::string zone_name = "name";            ///< property, for GeoJSON outside a configuration
  std::string status;                        ///< query socket of a running server; empty: none
  server_access access;
  bool json = false;  ///< one JSON object per file, and one for the server
};

/// Explains files before they are loaded, and how a running server is: its clock, journal, digest,
/// counters of each source and the devices that no roster names. Returns 0, or 2 when a file cannot
/// be used; throws `std::runtime_error` with one line when there is nothing to check or the server
/// does not answer.
int check_setup(const check_setup_options& options);

}  // namespace beatwatch
