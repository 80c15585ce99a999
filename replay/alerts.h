#pragma once
#include <cstdint>
#include <string>

#include "replay/tool_socket.h"

namespace beatwatch {

struct alerts_options {
  std::string server = "tcp://127.0.0.1:7703";  ///< its query socket
  server_access access;
  std::string sector;      ///< path of a level; empty: every one
  int hours = 1;           ///< of the log
  bool operators = false;  ///< who did what
  bool json = false;
  // At most one of them is not 0: the alarm that is answered.
  std::uint64_t acknowledge = 0;
  std::uint64_t shelve = 0;
  std::uint64_t unshelve = 0;
  std::string reason;  ///< of a shelving
  int minutes = 30;    ///< of a shelving
};

/// Answers an alarm, if one is named, and shows those of a running server, their log and their
/// rates. Returns 0; throws `std::runtime_error` with one line.
int alerts(const alerts_options& options);

}  // namespace beatwatch
