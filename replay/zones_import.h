#pragma once
#include <filesystem>
#include <string>

namespace beatwatch {

struct zones_import_options {
  std::string source;            ///< what `find_named_zones` reads; empty: the configured file
  std::filesystem::path config;  ///< says how, and onto which plane
  std::filesystem::path out;     ///< empty: into the configuration's store, under its hash
  bool json = false;             ///< the report as one JSON object
};

/// Makes a prepared set, and reports what it holds and what was wrong with the file. Returns 0;
/// throws `std::runtime_error` with one line for what cannot be used at all.
int zones_import(const zones_import_options& options);

}  // namespace beatwatch
