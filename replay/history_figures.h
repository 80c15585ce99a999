#pragma once
#include <filesystem>
#include <string>

namespace beatwatch {

struct history_figures_options {
  std::filesystem::path file;
  std::string zone;   ///< or
  std::string level;  ///< the path of a level
  std::string from;   ///< RFC 3339; with `to`, or instead
  std::string to;
  std::string day;          ///< "2026-06-05": the policing day that begins on that local date
  std::string shift;        ///< of `day`: the shift of that name that begins in it
  std::string before_from;  ///< a window to compare with
  std::string before_to;
  bool json = false;
  bool csv = false;
};

/// Shows every figure of a zone or level in a window of a history, widened to whole hours of UTC,
/// or of two windows and whether visits became more. Returns 0; throws `std::runtime_error` with
/// one line.
int history_figures(const history_figures_options& options);

}  // namespace beatwatch
