#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sources/csv_table.h"
#include "engine/base/interval.h"
#include "engine/base/units.h"
#include "engine/geo/position.h"
#include "engine/model/calendar_range.h"

namespace beatwatch {

/// Reads the fields of the row that a table stands on, by number of column. A field that cannot be
/// read is noted in the table and gives an empty or zero value. The bounds are those that every
/// event must keep.
class csv_fields {
 public:
  explicit csv_fields(csv_table& table) : table_(table) {}

  std::string name(std::size_t i);
  std::string name_or_empty(std::size_t i);
  /// "device" or "source/device".
  std::string device_pattern(std::size_t i);
  /// Names with `;` between them; none when empty.
  std::vector<std::string> names(std::size_t i);
  std::string text(std::size_t i);

  /// RFC 3339, with its offset.
  instant time(std::size_t i);
  std::optional<instant> time_or_empty(std::size_t i);
  /// 2026-12-25, years 1970 to 2100.
  calendar_date date(std::size_t i);
  /// Not empty.
  interval times(std::size_t from, std::size_t to);

  std::uint64_t whole(std::size_t i, std::uint64_t min, std::uint64_t max);
  std::optional<std::uint32_t> whole_or_empty(std::size_t i, std::uint32_t min, std::uint32_t max);
  /// A number from 0 to `max` hundredths, rounded to one: metres to centimetres.
  std::optional<std::uint32_t> hundredths_or_empty(std::size_t i, std::uint32_t max);
  /// 0 or 1.
  std::optional<bool> flag_or_empty(std::size_t i);

  /// Degrees, both or neither.
  std::optional<position> position_or_empty(std::size_t lat, std::size_t lon);
  position place(std::size_t lat, std::size_t lon);

  /// One of the words of an enumeration from its first value to `last`.
  template <typename Enum>
  Enum word(std::size_t i, Enum last) {
    std::vector<std::string_view> words;
    for (int value = 0; value <= static_cast<int>(last); ++value) {
      words.push_back(to_string(static_cast<Enum>(value)));
    }
    return static_cast<Enum>(index_of_word(i, words));
  }
  /// The same, or `absent` for an empty field.
  template <typename Enum>
  Enum word_or(std::size_t i, Enum absent, Enum last) {
    return table_.field(i).empty() ? absent : word(i, last);
  }

 private:
  std::size_t index_of_word(std::size_t i, const std::vector<std::string_view>& words);
  std::int32_t degrees_e7(std::size_t i, std::int64_t max);

  csv_table& table_;
};

}  // namespace beatwatch
