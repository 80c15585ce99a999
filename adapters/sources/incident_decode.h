#pragma once
#include <istream>
#include <optional>
#include <vector>

#include "adapters/sources/csv_table.h"
#include "adapters/sources/file_errors.h"
#include "engine/base/expected.h"
#include "engine/base/units.h"
#include "engine/event.h"

namespace beatwatch {

struct incident_row {
  incident_changed changed;
  std::optional<instant> written_at;  ///< when command and control wrote this version
};

/// Reads versions of incidents:
/// `incident,version,grade,type,lat,lon,opened,closed,assigned[,written][,place_error_m]`, as
/// docs/files.md
/// describes it. Either every row, or every mistake.
expected<std::vector<incident_row>, file_errors> decode_incidents(std::istream& in,
                                                                  const csv_input& input);

}  // namespace beatwatch
