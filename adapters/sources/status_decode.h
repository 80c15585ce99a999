#pragma once
#include <istream>
#include <vector>

#include "adapters/sources/csv_table.h"
#include "adapters/sources/file_errors.h"
#include "engine/base/expected.h"
#include "engine/event.h"

namespace beatwatch {

/// Reads changes of unit status: `unit,status,at,incident`, as docs/files.md describes it. Either
/// every row, or every mistake.
expected<std::vector<status_changed>, file_errors> decode_status(std::istream& in,
                                                                 const csv_input& input);

}  // namespace beatwatch
