#pragma once
#include "adapters/journal/sqlite.h"
#include "engine/base/units.h"

namespace beatwatch {

/// Takes back every row that was told at or after `from`, and those of sources for the hours from
/// `from` on; what they had replaced is the newest again. Seals and what they keep stay. The caller
/// holds the transaction.
void rewind_history(sqlite_database& file, instant from);

}  // namespace beatwatch
