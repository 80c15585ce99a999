#include <algorithm>
#include <chrono>

#include "adapters/sources/red_window_decode.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

/// Europe/London around the clock change in spring, and a holiday the day after.
const zone_clock clock_of_spring{
    .changes = {{.from = sys_days{2025y / 10 / 26} + 1h},
                {.from = sys_days{2026y / 3 / 29} + 1h, .offset_s = 3'600}},
    .public_holidays = {calendar_date{20260330}}};

/// What is red is what is red of some day.
void check_days(const std::vector<red_window>& windows, interval within) {
  duration red{0};
  for (const interval& part : red_times(windows, clock_of_spring, within)) {
    red += part.length();
  }
  duration of_days{0};
  duration longest{0};
  for (auto day = std::chrono::floor<std::chrono::days>(within.from) - std::chrono::days{2};
       day <= within.to;
       day += std::chrono::days{1}) {
    for (const interval& part : red_times_of_day(windows, clock_of_spring, day)) {
      of_days += intersection(part, within).length();
      longest = std::max(longest, part.length());
    }
  }
  check(red <= of_days, "nothing is red that no day began");
  check(longest <= 48h, "a window ends on the day after it starts");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto decoded = decode_red_windows(input_text(data, size));
  if (!decoded) {
    check(decoded.error().column >= 1 && decoded.error().column <= size + 1,
          "an error stands within the text or at its end");
    check(!decoded.error().expected.empty(), "a refusal says what was expected");
    return 0;
  }
  for (const red_window& window : *decoded) {
    check(window.days != 0, "a window has a day");
    check(window.start_minute < 1'440 && window.end_minute <= 1'440, "minutes are of a day");
    check(window.dates.first.value >= 101 &&
              (window.dates.first.value > 1'231) == (window.dates.last.value > 1'231),
          "dates have a year at both ends or at none");
  }
  const interval fortnight{sys_days{2026y / 3 / 20}, sys_days{2026y / 4 / 3}};
  instant last_end = fortnight.from - 1ms;
  for (const interval& part : red_times(*decoded, clock_of_spring, fortnight)) {
    check(!part.empty() && last_end < part.from && part.to <= fortnight.to,
          "red times are sorted, apart and inside");
    last_end = part.to;
  }
  check_days(*decoded, fortnight);
  return 0;
}
