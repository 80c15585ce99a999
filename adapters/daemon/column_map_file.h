#pragma once
#include <filesystem>

#include "adapters/columns/column_map.h"

namespace beatwatch {

/// Reads and checks a column map, as docs/column-maps.md describes it. Throws `config_error`:
/// unreadable, not TOML, an unknown key, kind, column or time zone, a time format that is none, a
/// needed column that is neither mapped nor constant, coordinates that PROJ does not know, a lookup
/// file that cannot be read.
[[nodiscard]] column_map read_column_map(const std::filesystem::path& file);

}  // namespace beatwatch
