#include "adapters/columns/column_map.h"

#include <array>
#include <cstddef>

namespace beatwatch {

std::string_view to_string(record_kind kind) {
  constexpr std::array<std::string_view, record_kind_count> words{
      "pings", "incidents", "status", "roster", "book_off", "assignments"};
  return words.at(static_cast<std::size_t>(kind));
}

const std::vector<known_column>& columns_of(record_kind kind) {
  static const std::array<std::vector<known_column>, record_kind_count> columns{
      {{{"device", true},
        {"observed_at", true},
        {"lat"},
        {"lon"},
        {"easting"},
        {"northing"},
        {"grid_reference"},
        {"accuracy_m"},
        {"speed"},
        {"heading_deg"},
        {"trigger"},
        {"ignition"},
        {"moving"},
        {"utc_offset"}},
       {{"incident", true},
        {"opened", true},
        {"version"},
        {"updated_at"},
        {"grade"},
        {"type"},
        {"lat"},
        {"lon"},
        {"easting"},
        {"northing"},
        {"grid_reference"},
        {"place_error_m"},
        {"closed"},
        {"cancelled"},
        {"assigned"},
        {"utc_offset"}},
       {{"unit", true}, {"status", true}, {"at", true}, {"incident"}, {"utc_offset"}},
       {{"unit", true},
        {"device", true},
        {"kind", true},
        {"from", true},
        {"to"},
        {"person_ref"},
        {"skills"},
        {"vehicle"},
        {"home_zone"},
        {"origin"},
        {"recorded_at"},
        {"visibility"},
        {"utc_offset"}},
       {{"unit", true},
        {"device", true},
        {"at", true},
        {"origin"},
        {"recorded_at"},
        {"utc_offset"}},
       {{"incident", true},
        {"unit", true},
        {"assigned"},
        {"en_route"},
        {"on_scene"},
        {"cleared"},
        {"utc_offset"}}}};
  return columns.at(static_cast<std::size_t>(kind));
}

table_map own_names(record_kind kind) {
  table_map own{.name = std::string{to_string(kind)}, .what = kind};
  for (const known_column& column : columns_of(kind)) {
    own.columns[std::string{column.name}] = {std::string{column.name}};
  }
  return own;
}

}  // namespace beatwatch
