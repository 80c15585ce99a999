#pragma once
#include <optional>
#include <string_view>

namespace beatwatch {

/// The square that a reference of the British National Grid names.
struct grid_square {
  double easting_m = 0;  ///< of its centre, EPSG:27700
  double northing_m = 0;
  double half_diagonal_m = 0;  ///< no place in it is farther from the centre
};

/// Reads "SK 58 04", "SK5804" or "sk 58501 04499": two letters and 2 to 10 digits of an even
/// number, half of them for each axis, blanks anywhere. Empty when it is anything else, or no
/// square of the grid's 700 km by 1 300 km.
/// Source: Ordnance Survey, "A guide to coordinate systems in Great Britain", section 7.
std::optional<grid_square> parse_grid_reference(std::string_view text);

}  // namespace beatwatch
