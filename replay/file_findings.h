#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/daemon/config.h"

namespace beatwatch {

/// What looking at one file found.
struct file_findings {
  std::filesystem::path file;
  std::string what;                   ///< "roster", "zones", ...; empty: not known
  std::size_t rows = 0;               ///< or features, edges
  std::vector<std::string> mistakes;  ///< it cannot be used; each with its place in the file
  std::vector<std::string> remarks;   ///< it can, but its maker should know
};

/// A configuration and every file that it names, the configuration first.
std::vector<file_findings> look_at_config(const std::filesystem::path& file);

/// A CSV file, told apart by its header row, whose columns have their own names.
file_findings look_at_table(const std::filesystem::path& file);

/// Any of these by its name: .toml, .csv, .geojson or .geojson.gz, and else a road file. GeoJSON
/// outside a configuration is read around its first position, with `zone_name` naming the zones.
std::vector<file_findings> look_at_file(const std::filesystem::path& file,
                                        const std::string& zone_name);

}  // namespace beatwatch
