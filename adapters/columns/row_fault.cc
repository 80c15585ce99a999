#include "adapters/columns/row_fault.h"

#include <array>

namespace beatwatch {

std::string_view to_string(row_fault fault) {
  constexpr std::array<std::string_view, row_fault_count> labels{"missing_value",
                                                                 "bad_name",
                                                                 "bad_text",
                                                                 "bad_number",
                                                                 "bad_time",
                                                                 "no_such_time",
                                                                 "ambiguous_time",
                                                                 "bad_interval",
                                                                 "bad_place",
                                                                 "unknown_code",
                                                                 "bad_row"};
  return labels.at(static_cast<std::size_t>(fault));
}

}  // namespace beatwatch
