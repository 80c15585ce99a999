#pragma once
#include <filesystem>
#include <vector>

#include "adapters/daemon/config.h"
#include "replay/file_findings.h"

namespace beatwatch {

/// What the sources of `read`, the configuration in `file`, could not do their work with: column
/// maps and their tables, read as the server reads them at its start, and folders and files that
/// are not there. The first finding holds the mistakes of the configuration, each with its place in
/// it; after it comes one for each column map that is good.
std::vector<file_findings> look_at_sources(const std::filesystem::path& file, const config& read);

}  // namespace beatwatch
