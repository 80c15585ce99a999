#pragma once
#include <string>

#include "replay/tool_socket.h"

namespace beatwatch {

struct presence_options {
  std::string server = "tcp://127.0.0.1:7703";  ///< its query socket
  server_access access;
  std::string zone;      ///< empty: the board of all zones today
  std::string level;     ///< instead of a zone: the path of a level, "force/north"
  std::string gate;      ///< instead of a zone: who passed a gate
  bool figures = false;  ///< every figure of docs/figures.md, of one place
  std::string from;      ///< RFC 3339; empty: the start of the policing day
  std::string to;        ///< RFC 3339; empty: now
  bool json = false;
  bool csv = false;
  bool sentence = false;  ///< of one zone: what can be read out to residents
};

/// Shows what one zone got in a window, with its visits, or who passed a gate, or what every zone
/// got today. Returns 0;
/// throws `std::runtime_error` with one line.
int presence(const presence_options& options);

}  // namespace beatwatch
