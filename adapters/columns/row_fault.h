#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace beatwatch {

/// Why a row, or a part of it, is not taken.
enum class row_fault : std::uint8_t {
  missing_value,   ///< a cell that must not be empty is
  bad_name,        ///< not 1 to 64 characters of a name
  bad_text,        ///< too long, or in another encoding than the map says
  bad_number,      ///< no number, or out of range
  bad_time,        ///< in none of the formats, or not within 2000 ... 2099
  no_such_time,    ///< clocks went forward over it
  ambiguous_time,  ///< clocks went through it twice, and nothing tells which is meant
  bad_interval,    ///< ends before or when it begins
  bad_place,       ///< no place of the coordinates, or no grid reference
  unknown_code,    ///< stands in no code table, or is none of our words
  bad_row,         ///< not a row of this table at all
};
inline constexpr std::size_t row_fault_count = 11;
/// The label under which it is counted, spelt like the enumerator.
std::string_view to_string(row_fault fault);

/// One thing wrong with a row.
struct cell_fault {
  row_fault fault{};
  std::string column;   ///< theirs; empty: the row as a whole
  std::string message;  ///< "expected ...; found ..."
};

}  // namespace beatwatch
