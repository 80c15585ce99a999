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

/// Reads weekly rules, "Fr-Sa 21:00-03:00; Mo,We 08:00-10:00,15:00-17:00": the part of the
/// OpenStreetMap opening_hours grammar that has days and fixed times.
///
///   rules = rule { ";" rule }        days  = day [ "-" day ] { "," day [ "-" day ] }
///   rule  = days times               times = time "-" time { "," time "-" time }
///   day   = Mo Tu We Th Fr Sa Su     time  = hh:mm, 00:00 ... 24:00; a start before 24:00
///
/// "Sa-Mo" goes round the week. An end not after its start lies on the next day. Spaces may stand
/// between words, and must between days and times. In OpenStreetMap a later rule replaces an
/// earlier one of the same day; here a day that comes twice is refused, so that nobody has to know.
/// Everything else is refused too: "off", "24/7", holidays, months, "26:00", open ends, an empty
/// text, and more than 1,000 characters.
expected<std::vector<red_window>, red_window_error> decode_red_windows(std::string_view text);

}  // namespace beatwatch
