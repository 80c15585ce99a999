#include "adapters/sources/hours_decode.h"

#include "adapters/sources/csv_rows.h"

namespace beatwatch {
namespace {

enum column : std::size_t { zone, unit, from, to, recorded_at };

hours_declared read_row(csv_fields& row) {
  return {.zone = row.name(zone),
          .unit = row.name(unit),
          .valid = row.times(from, to),
          .recorded_at = row.time_or_empty(recorded_at)};
}

}  // namespace

expected<std::vector<hours_declared>, file_errors> decode_hours(std::istream& in,
                                                                const csv_input& input) {
  return read_csv_rows<hours_declared>(
      in, input, {{"zone"}, {"unit"}, {"from"}, {"to"}, {"recorded_at", false}}, read_row);
}

}  // namespace beatwatch
