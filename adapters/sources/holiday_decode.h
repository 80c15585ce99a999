#pragma once
#include <istream>
#include <vector>

#include "adapters/sources/csv_table.h"
#include "adapters/sources/file_errors.h"
#include "engine/base/expected.h"
#include "engine/model/calendar_range.h"

namespace beatwatch {

/// Reads public holidays: `date` and, optional and passed over, `name`, as docs/files.md describes
/// them. Either every day once, sorted, or every mistake.
expected<std::vector<calendar_date>, file_errors> decode_public_holidays(std::istream& in,
                                                                         const csv_input& input);

}  // namespace beatwatch
