#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/columns/column_map.h"
#include "adapters/columns/line_order.h"
#include "adapters/columns/row_fault.h"
#include "adapters/maps/coordinate_system.h"
#include "engine/base/units.h"
#include "engine/geo/position.h"

namespace beatwatch {

/// What the cells of a table are read with.
struct table_reading {
  const table_map& map;
  /// By our column: which cells of a row.
  const std::map<std::string, std::vector<std::size_t>, std::less<>>& cells_of;
  const line_order& order;
  const coordinate_system* coordinates = nullptr;    ///< of eastings and northings
  const coordinate_system* national_grid = nullptr;  ///< of grid references
};

/// A place, and how far off it may be for the way it is written.
struct written_place {
  position at;
  double error_m = 0;
};

/// Reads one row by our names of columns. A cell that cannot be read is noted and gives an empty or
/// zero value. The bounds are those that every event must keep.
class mapped_cells {
 public:
  mapped_cells(const table_reading& table,
               std::span<const std::string_view> cells,
               std::size_t line)
      : table_(table), cells_(cells), line_(line) {}

  [[nodiscard]] bool has(std::string_view ours) const { return !shown_text(ours).empty(); }

  std::string name(std::string_view ours);
  std::string name_or_empty(std::string_view ours);
  /// "device" or "source/device".
  std::string device_pattern(std::string_view ours);
  /// Names with `;` or `,` between them.
  std::vector<std::string> names(std::string_view ours);
  std::string text(std::string_view ours);
  std::optional<std::uint64_t> whole(std::string_view ours, std::uint64_t min, std::uint64_t max);
  /// From 0 to `max`, after it was multiplied.
  std::optional<double> number(std::string_view ours, double max, double unit = 1);
  std::optional<bool> flag(std::string_view ours);

  /// The instant of a cell that must not be empty.
  instant time(std::string_view ours);
  /// Of a later time of the same row: where clocks went through it twice, the first that is not
  /// before `not_before`; a remark says so where the second would do too.
  std::optional<instant> later_time(std::string_view ours, std::optional<instant> not_before);

  std::optional<written_place> place();

  /// One of the words of an enumeration from its first value to `last`; `absent` for an empty cell.
  template <typename Enum>
  Enum word(std::string_view ours, Enum last, std::optional<Enum> absent = std::nullopt) {
    std::vector<std::string_view> words;
    for (int value = 0; value <= static_cast<int>(last); ++value) {
      words.push_back(to_string(static_cast<Enum>(value)));
    }
    const auto found = index_of_word(ours, words, absent.has_value());
    return found ? static_cast<Enum>(*found) : absent.value_or(Enum{});
  }

  void refuse(row_fault fault, std::string_view ours, std::string_view expected);
  [[nodiscard]] std::vector<cell_fault>& faults() { return faults_; }
  [[nodiscard]] std::vector<cell_fault>& remarks() { return remarks_; }

  /// The local time of a cell and whether clocks went through it twice; empty when it has an offset
  /// or is no time.
  struct local_time {
    instant local;
    bool twice = false;
  };
  [[nodiscard]] std::optional<local_time> local_time_of(std::string_view ours) const;
  /// Which lines belong together when times rise.
  [[nodiscard]] std::string order_group() const;

 private:
  [[nodiscard]] std::string shown_text(std::string_view ours) const;
  [[nodiscard]] std::string theirs(std::string_view ours) const;
  [[nodiscard]] std::string renamed(std::string word) const;
  std::string decoded(std::string_view ours);
  std::optional<std::string> decoded_code(std::string_view ours, const std::string& code);
  std::optional<std::size_t> index_of_word(std::string_view ours,
                                           const std::vector<std::string_view>& words,
                                           bool may_be_empty);
  std::optional<duration> offset_column();
  [[nodiscard]] std::optional<std::int64_t> decimal_of(std::string digits, int places) const;
  std::optional<double> coordinate(std::string_view ours, double limit, std::string_view expected);
  std::optional<written_place> place_of_degrees();
  std::optional<written_place> place_of_metres();
  std::optional<written_place> place_of_grid_reference();
  std::optional<instant> read_time(std::string_view ours, std::optional<instant> not_before);
  std::optional<instant> of_two(std::string_view ours,
                                instant local,
                                std::optional<instant> not_before);

  const table_reading& table_;
  std::span<const std::string_view> cells_;
  std::size_t line_;
  std::vector<cell_fault> faults_;
  std::vector<cell_fault> remarks_;
};

}  // namespace beatwatch
