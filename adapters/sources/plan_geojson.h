#pragma once
#include <istream>
#include <vector>

#include "adapters/sources/csv_table.h"
#include "adapters/sources/file_errors.h"
#include "engine/base/expected.h"
#include "engine/event.h"

namespace beatwatch {

/// Reads a plan, or local priorities, from the properties of the features of a GeoJSON file: they
/// are named and read as the columns of `decode_plan`, absent ones as empty. Shapes are not looked
/// at, so that the file may be that of the zones themselves. Either every feature, or every
/// mistake, by its JSON pointer.
expected<std::vector<plan_changed>, file_errors> decode_plan_geojson(std::istream& in,
                                                                     const csv_input& input);

}  // namespace beatwatch
