#include <chrono>

#include "adapters/sources/red_window_decode.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

/// Europe/London around the clock change in spring.
const zone_clock clock_of_spring{
    .changes = {{.from = sys_days{2025y / 10 / 26} + 1h},
                {.from = sys_days{2026y / 3 / 29} + 1h, .offset_s = 3'600}}};

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
    check(window.days >= 1 && window.days <= 0x7f, "a window has a day");
    check(window.start_minute < 1'440 && window.end_minute <= 1'440, "minutes are of a day");
  }
  const interval fortnight{sys_days{2026y / 3 / 20}, sys_days{2026y / 4 / 3}};
  instant last_end = fortnight.from - 1ms;
  for (const interval& part : red_times(*decoded, clock_of_spring, fortnight)) {
    check(!part.empty() && last_end < part.from && part.to <= fortnight.to,
          "red times are sorted, apart and inside");
    last_end = part.to;
  }
  return 0;
}
