// How `mapped_cells` reads places.
#include <cmath>

#include "adapters/columns/grid_reference.h"
#include "adapters/columns/mapped_cells.h"

namespace beatwatch {

std::optional<written_place> mapped_cells::place() {
  if (has("grid_reference")) {
    return place_of_grid_reference();
  }
  if (has("easting") || has("northing")) {
    return place_of_metres();
  }
  if (has("lat") || has("lon")) {
    return place_of_degrees();
  }
  return std::nullopt;
}

std::optional<double> mapped_cells::coordinate(std::string_view ours,
                                               double limit,
                                               std::string_view expected) {
  constexpr int places = 7;
  const auto value = decimal_of(decoded(ours), places);
  if (!value || std::abs(static_cast<double>(*value) * 1e-7) > limit) {
    refuse(row_fault::bad_place, ours, expected);
    return std::nullopt;
  }
  return static_cast<double>(*value) * 1e-7;
}

std::optional<written_place> mapped_cells::place_of_degrees() {
  const auto lat = coordinate("lat", 90, "degrees from -90 to 90, such as 52.6369");
  const auto lon = coordinate("lon", 180, "degrees from -180 to 180, such as -1.1398");
  if (!lat || !lon) {
    return std::nullopt;
  }
  return written_place{.at = {.lat_e7 = static_cast<std::int32_t>(std::llround(*lat * 1e7)),
                              .lon_e7 = static_cast<std::int32_t>(std::llround(*lon * 1e7))}};
}

std::optional<written_place> mapped_cells::place_of_metres() {
  constexpr double metres_max = 1e8;
  const std::string expected_metres = "metres of " + table_.map.form.coordinates;
  const auto x = coordinate("easting", metres_max, expected_metres);
  const auto y = coordinate("northing", metres_max, expected_metres);
  if (!x || !y) {
    return std::nullopt;
  }
  const auto at = table_.coordinates->to_wgs84(*x, *y);
  if (!at) {
    refuse(row_fault::bad_place, "easting", "a place of " + table_.map.form.coordinates);
    return std::nullopt;
  }
  return written_place{.at = *at};
}

std::optional<written_place> mapped_cells::place_of_grid_reference() {
  const auto square = parse_grid_reference(decoded("grid_reference"));
  const auto at =
      square ? table_.national_grid->to_wgs84(square->easting_m, square->northing_m) : std::nullopt;
  if (!at) {
    refuse(row_fault::bad_place,
           "grid_reference",
           "a reference of the National Grid, such as SK 58 04 or SK 58501 04499");
    return std::nullopt;
  }
  return written_place{.at = *at, .error_m = square->half_diagonal_m};
}

}  // namespace beatwatch
