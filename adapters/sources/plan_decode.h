#pragma once
#include <istream>
#include <vector>

#include "adapters/sources/csv_table.h"
#include "adapters/sources/file_errors.h"
#include "engine/base/expected.h"
#include "engine/event.h"

namespace beatwatch {

/// Reads a plan: `zone,rule,visits,dose_min,max_gap_min,owner,from,to`, as docs/files.md describes
/// it. Either every row, or every mistake.
expected<std::vector<plan_changed>, file_errors> decode_plan(std::istream& in,
                                                             const csv_input& input);

}  // namespace beatwatch
