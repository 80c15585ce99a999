#pragma once
#include <filesystem>
#include <string>

namespace beatwatch {

struct zones_dry_run_options {
  std::string set;                ///< what `find_named_zones` reads
  std::filesystem::path config;   ///< of the server
  std::filesystem::path journal;  ///< empty: the configuration's
  std::string from;               ///< empty: 30 days before `to`
  std::string to;                 ///< empty: where the journal ends
  bool json = false;
};

/// Plays a journal twice, as it was and as if the new set had always been in force, and prints side
/// by side what each zone got in a window. Only reads the journal. Returns 0, or 1 when the first
/// replay is not equal to what is on record; throws `std::runtime_error` with one line.
int zones_dry_run(const zones_dry_run_options& options);

}  // namespace beatwatch
