#pragma once
#include <istream>
#include <vector>

#include "adapters/sources/csv_table.h"
#include "adapters/sources/file_errors.h"
#include "engine/base/expected.h"
#include "engine/event.h"

namespace beatwatch {

/// Reads a roster: `unit,device,kind,person_ref,skills,vehicle,home_zone,from,to`, with or without
/// `origin`, `recorded_at` and `visibility`, as docs/files.md describes it. Either every row, or
/// every mistake.
expected<std::vector<roster_changed>, file_errors> decode_roster(std::istream& in,
                                                                 const csv_input& input);

}  // namespace beatwatch
