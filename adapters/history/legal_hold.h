#pragma once
#include <istream>
#include <string>
#include <vector>

#include "adapters/sources/csv_table.h"
#include "adapters/sources/file_errors.h"
#include "engine/base/expected.h"
#include "engine/base/interval.h"

namespace beatwatch {

/// What must not be deleted, whatever its age.
struct legal_hold {
  std::string zone;  ///< empty: every zone
  interval during;
  std::string reason;
};

/// Reads holds: `zone,from,to,reason`, as docs/history.md describes them. Either every row, or
/// every mistake.
expected<std::vector<legal_hold>, file_errors> decode_legal_holds(std::istream& in,
                                                                  const csv_input& input);

}  // namespace beatwatch
