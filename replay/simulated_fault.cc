#include "replay/simulated_fault.h"

#include <array>

namespace beatwatch {

std::string_view to_string(fault_kind kind) {
  constexpr std::array<std::string_view, 10> words{"dead_spot",
                                                   "backlog",
                                                   "no_fix",
                                                   "radio_left_in_car",
                                                   "radio_swapped",
                                                   "late_book_on",
                                                   "status_late",
                                                   "status_wrong",
                                                   "status_forgotten",
                                                   "assignment_late"};
  return words.at(static_cast<std::size_t>(kind));
}

}  // namespace beatwatch
