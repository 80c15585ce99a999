#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/units.h"

namespace beatwatch {

/// Which of two instants is meant by a time in the hour that clocks go through twice, where lines
/// rise in time: a fall of the clock from one line to the next is where the second time begins.
///
/// Lines may stand out of order by up to `disorder_max`. Where they fall by more anywhere else, or
/// fall more than once within the hour, they do not rise, and nothing is said of their group.
class line_order {
 public:
  static constexpr duration disorder_max{std::chrono::minutes{5}};

  /// The next line of a group: its local time, and whether that came twice.
  void note(std::string_view group, std::size_t line, instant local, bool twice);

  /// Whether `local` on this line, noted before, is the second of the two; empty: cannot be told.
  [[nodiscard]] std::optional<bool> is_second(std::string_view group,
                                              std::size_t line,
                                              instant local) const;

 private:
  struct repeated_hour {
    int falls = 0;
    std::size_t second_from = 0;  ///< line
  };
  struct lines_of_group {
    instant last;
    bool last_twice = false;
    bool rises = true;
    std::map<std::int64_t, repeated_hour> hours;  ///< by local day
  };
  std::map<std::string, lines_of_group, std::less<>> groups_;
};

}  // namespace beatwatch
