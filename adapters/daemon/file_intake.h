#pragma once
#include <span>
#include <string>
#include <vector>

#include "adapters/daemon/config.h"
#include "adapters/daemon/engine_loop.h"

namespace beatwatch {

/// Every row of the configured CSV files: rosters first, then plans, status and incidents; within
/// these by name of the source, and in the order of the file. Throws `std::runtime_error` that
/// lists every mistake of the first file that has any.
[[nodiscard]] std::vector<intake> read_files(std::span<const source_config> sources);

/// SHA-256 of the roster's rows among them, in lower-case hexadecimal; empty without any.
[[nodiscard]] std::string roster_hash(std::span<const intake> rows);

}  // namespace beatwatch
