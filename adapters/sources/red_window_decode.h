#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/expected.h"
#include "engine/model/red_window.h"

namespace beatwatch {

struct red_window_error {
  std::size_t column = 0;  ///< of the first character that does not fit, counted from 1
  std::string expected;    ///< what should stand there
};

/// Reads red times, "Fr-Sa 21:00-03:00; PH off; 2026 Dec 31 20:00-04:00": the part of the
/// OpenStreetMap opening_hours grammar that has days, dates, public holidays and fixed times.
/// docs/red-times.md gives the grammar and what it means. Everything else is refused, and so are an
/// empty text and more than 1,000 characters.
expected<std::vector<red_window>, red_window_error> decode_red_windows(std::string_view text);

}  // namespace beatwatch
