#include "adapters/sources/incident_decode.h"

#include <algorithm>

#include "adapters/journal/event_bounds.h"
#include "adapters/sources/csv_rows.h"

namespace beatwatch {
namespace {

enum column : std::size_t {
  name,
  version,
  grade,
  type,
  lat,
  lon,
  opened,
  closed,
  assigned,
  written,
  place_error_m
};

std::vector<std::string> sorted_once(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

incident_row read_row(csv_fields& row) {
  return {.changed = {.incident = {.name = row.name(name),
                                   .version = row.whole(version, 1, incident_version_max),
                                   .grade = static_cast<std::uint8_t>(
                                       row.whole_or_empty(grade, 0, 4).value_or(0)),
                                   .type = row.text(type),
                                   .at = row.position_or_empty(lat, lon),
                                   .place_error_m =
                                       row.whole_or_empty(place_error_m, 0, place_error_m_max),
                                   .opened_at = row.time(opened),
                                   .closed_at = row.time_or_empty(closed),
                                   .assigned = sorted_once(row.names(assigned))}},
          .written_at = row.time_or_empty(written)};
}

}  // namespace

expected<std::vector<incident_row>, file_errors> decode_incidents(std::istream& in,
                                                                  const csv_input& input) {
  return read_csv_rows<incident_row>(in,
                                     input,
                                     {{"incident"},
                                      {"version"},
                                      {"grade"},
                                      {"type"},
                                      {"lat"},
                                      {"lon"},
                                      {"opened"},
                                      {"closed"},
                                      {"assigned"},
                                      {"written", false},
                                      {"place_error_m", false}},
                                     read_row);
}

}  // namespace beatwatch
