#include "adapters/history/legal_hold.h"

#include "adapters/sources/csv_rows.h"

namespace beatwatch {
namespace {

enum column : std::size_t { zone, from, to, reason };

legal_hold read_row(csv_fields& row) {
  return {
      .zone = row.name_or_empty(zone), .during = row.times(from, to), .reason = row.text(reason)};
}

}  // namespace

expected<std::vector<legal_hold>, file_errors> decode_legal_holds(std::istream& in,
                                                                  const csv_input& input) {
  return read_csv_rows<legal_hold>(in, input, {{"zone"}, {"from"}, {"to"}, {"reason"}}, read_row);
}

}  // namespace beatwatch
