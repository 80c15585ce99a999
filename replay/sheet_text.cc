#include "replay/sheet_text.h"

#include <fmt/format.h>

#include <string_view>

#include "adapters/sources/rfc3339.h"

namespace beatwatch {

std::string sheet_name(const std::string& name) {
  return (name.starts_with('-') ? "'" : "") + name;
}

std::string sheet_time(std::int64_t ms) {
  constexpr std::size_t length = std::string_view{"2026-06-05T14:00:00"}.size();
  std::string text = format_rfc3339(ms_to_instant(ms)).substr(0, length);
  text[std::string_view{"2026-06-05"}.size()] = ' ';
  return text;
}

std::string sheet_minutes(std::int64_t ms) {
  constexpr std::int64_t minute_ms = 60'000;
  const std::int64_t thousandths = (ms * 1000 + minute_ms / 2) / minute_ms;
  return fmt::format("{}.{:03}", thousandths / 1000, thousandths % 1000);
}

std::string sheet_number(double value) { return fmt::format("{:.4f}", value); }

}  // namespace beatwatch
