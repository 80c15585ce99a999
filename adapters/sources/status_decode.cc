#include "adapters/sources/status_decode.h"

#include "adapters/sources/csv_rows.h"

namespace beatwatch {
namespace {

enum column : std::size_t { unit, status, at, incident_name };

status_changed read_row(csv_fields& row) {
  return {.unit = row.name(unit),
          .status = row.word(status, unit_status::at_station),
          .at = row.time(at),
          .incident = row.name_or_empty(incident_name)};
}

}  // namespace

expected<std::vector<status_changed>, file_errors> decode_status(std::istream& in,
                                                                 const csv_input& input) {
  return read_csv_rows<status_changed>(
      in, input, {{"unit"}, {"status"}, {"at"}, {"incident"}}, read_row);
}

}  // namespace beatwatch
