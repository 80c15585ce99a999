#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace beatwatch {

struct history_prune_options {
  std::filesystem::path file;
  std::string before;                  ///< RFC 3339
  std::vector<std::string> classes;    ///< words of `retention_class`; empty: all
  std::vector<std::string> keep_days;  ///< "CLASS=DAYS": its rows go so many days before `before`
  std::filesystem::path holds;         ///< CSV of legal holds; empty: none
  bool json = false;                   ///< the report as one JSON object
};

/// Deletes what is old from a history, class by class, after sealing it, and reports what went and
/// what a hold kept. Returns 0; throws `std::runtime_error` with one line, before anything is
/// deleted, for options, holds or a file that cannot be used.
int history_prune(const history_prune_options& options);

}  // namespace beatwatch
