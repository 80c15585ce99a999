#include "adapters/sources/roster_decode.h"

#include "adapters/sources/csv_rows.h"

namespace beatwatch {
namespace {

enum column : std::size_t {
  unit,
  device,
  kind,
  person_ref,
  skills,
  vehicle,
  home_zone,
  from,
  to,
  origin,
  recorded_at,
  visibility
};

roster_changed read_row(csv_fields& row) {
  return {.entry = {.unit = row.name(unit),
                    .device = row.device_pattern(device),
                    .kind = row.word(kind, unit_kind::partner),
                    .person_ref = row.name_or_empty(person_ref),
                    .skills = row.names(skills),
                    .vehicle = row.name_or_empty(vehicle),
                    .home_zone = row.name_or_empty(home_zone),
                    .duty = row.times(from, to),
                    .origin = row.word_or(origin, holding_origin::rota, holding_origin::book_on),
                    .recorded_at = row.time_or_empty(recorded_at),
                    .visibility = row.word_or(
                        visibility, visibility_class::unknown, visibility_class::uniformed_foot)}};
}

}  // namespace

expected<std::vector<roster_changed>, file_errors> decode_roster(std::istream& in,
                                                                 const csv_input& input) {
  return read_csv_rows<roster_changed>(in,
                                       input,
                                       {{"unit"},
                                        {"device"},
                                        {"kind"},
                                        {"person_ref"},
                                        {"skills"},
                                        {"vehicle"},
                                        {"home_zone"},
                                        {"from"},
                                        {"to"},
                                        {"origin", false},
                                        {"recorded_at", false},
                                        {"visibility", false}},
                                       read_row);
}

}  // namespace beatwatch
