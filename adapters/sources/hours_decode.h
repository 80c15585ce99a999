#pragma once
#include <istream>
#include <vector>

#include "adapters/sources/csv_table.h"
#include "adapters/sources/file_errors.h"
#include "engine/base/expected.h"
#include "engine/event.h"

namespace beatwatch {

/// Reads declared hours: `zone,unit,from,to`, with or without `recorded_at`, as docs/files.md
/// describes it. Either every row, or every mistake.
expected<std::vector<hours_declared>, file_errors> decode_hours(std::istream& in,
                                                                const csv_input& input);

}  // namespace beatwatch
