#pragma once
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sources/csv_fields.h"
#include "adapters/sources/csv_table.h"
#include "adapters/sources/file_errors.h"
#include "engine/base/expected.h"
#include "engine/base/units.h"
#include "engine/event.h"

namespace beatwatch {

struct ping_row {
  std::string source;  ///< empty: the file does not say
  ping report;
  std::optional<instant> received_at;
};

/// Reads pings row by row, for files too large to hold: `device,observed_at,lat,lon` and, where the
/// file has them, `source,received_at,accuracy_m,speed_mps,heading_deg,trigger,ignition,moving`, as
/// docs/files.md describes them. Rows with mistakes are passed over and noted: who must not load a
/// part of a file reads it to its end first.
class ping_csv_reader {
 public:
  /// `in` outlives the reader.
  ping_csv_reader(std::istream& in, const csv_input& input);

  /// The next row without a mistake; empty at the end.
  std::optional<ping_row> next();

  [[nodiscard]] const file_errors& errors() const { return table_.errors(); }

 private:
  csv_table table_;
  csv_fields fields_;
};

/// Either every row, or every mistake.
expected<std::vector<ping_row>, file_errors> decode_pings(std::istream& in, const csv_input& input);

}  // namespace beatwatch
