#include "adapters/columns/grid_reference.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

namespace beatwatch {
namespace {

constexpr double square_m = 100'000;
constexpr int columns_of_squares = 7;
constexpr int rows_of_squares = 13;

// The alphabet without I, row by row from the north-west corner of a 5 by 5 block.
std::optional<int> place_of_letter(char letter) {
  const char upper =
      static_cast<char>(letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter);
  if (upper < 'A' || upper > 'Z' || upper == 'I') {
    return std::nullopt;
  }
  return upper - 'A' - (upper > 'I' ? 1 : 0);
}

double metres_of(std::string_view digits) {
  double value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
  }
  return value * square_m / std::pow(10.0, static_cast<double>(digits.size()));
}

}  // namespace

std::optional<grid_square> parse_grid_reference(std::string_view text) {
  std::string dense;
  std::copy_if(
      text.begin(), text.end(), std::back_inserter(dense), [](char c) { return c != ' '; });
  constexpr std::size_t letters = 2;
  constexpr std::size_t digits_max = 10;
  if (dense.size() <= letters || dense.size() > letters + digits_max || dense.size() % 2 != 0 ||
      !std::all_of(
          dense.begin() + letters, dense.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  const auto block = place_of_letter(dense[0]);
  const auto within = place_of_letter(dense[1]);
  if (!block || !within) {
    return std::nullopt;
  }
  // Blocks are counted from V, two to the west and one to the south of S.
  const int column = (*block % 5 - 2) * 5 + *within % 5;
  const int row = (3 - *block / 5) * 5 + (4 - *within / 5);
  if (column < 0 || column >= columns_of_squares || row < 0 || row >= rows_of_squares) {
    return std::nullopt;
  }
  const std::string_view digits = std::string_view{dense}.substr(letters);
  const std::size_t half = digits.size() / 2;
  const double side_m = square_m / std::pow(10.0, static_cast<double>(half));
  return grid_square{
      .easting_m = column * square_m + metres_of(digits.substr(0, half)) + side_m / 2,
      .northing_m = row * square_m + metres_of(digits.substr(half)) + side_m / 2,
      .half_diagonal_m = side_m / std::sqrt(2.0)};
}

}  // namespace beatwatch
