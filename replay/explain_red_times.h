#pragma once
#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <string>

namespace beatwatch {

struct explain_red_times_options {
  std::string rule;  ///< as docs/red-times.md describes it
  std::string time_zone;
  std::string from;                ///< RFC 3339, before 2101; empty: now
  std::size_t count = 10;          ///< windows to show
  std::filesystem::path holidays;  ///< CSV; empty: no public holidays
  bool json = false;
};

/// Writes the windows of `rule` that end after `from`, by the day they start on, in local time and
/// UTC. Returns the exit code, 0. Throws std::runtime_error when something cannot be read; for the
/// rule its text has a second and third line, the rule and a caret below the place.
int explain_red_times(const explain_red_times_options& options, std::ostream& out);

}  // namespace beatwatch
