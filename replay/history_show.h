#pragma once
#include <filesystem>
#include <string>

namespace beatwatch {

struct history_show_options {
  std::filesystem::path file;
  std::string zone;     ///< empty: every zone
  std::string level;    ///< instead of a zone: the path of a level
  bool levels = false;  ///< instead: every level
  std::string gate;     ///< instead: who passed a gate
  std::string from;     ///< RFC 3339
  std::string to;       ///< RFC 3339
  bool json = false;
};

/// Shows what zones got in a window, widened to whole hours of UTC, or who passed a gate, and how
/// much of the window the history speaks of. Returns 0; throws `std::runtime_error` with one line.
int history_show(const history_show_options& options);

}  // namespace beatwatch
