#include "adapters/sources/rfc3339.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `pattern` stands for itself, but 'd' for any digit.
bool matches(std::string_view text, std::string_view pattern) {
  return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(), [](char c, char p) {
    return p == 'd' ? is_digit(c) : c == p;
  });
}

/// `text` holds only digits.
int number(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    value = value * 10 + (c - '0');
  }
  return value;
}

/// "2026-05-01T21:00:00", as if it were UTC.
std::optional<instant> parse_civil(std::string_view text) {
  if (!matches(text, "dddd-dd-ddTdd:dd:dd") && !matches(text, "dddd-dd-ddtdd:dd:dd")) {
    return std::nullopt;
  }
  const year_month_day date{std::chrono::year{number(text.substr(0, 4))},
                            std::chrono::month{static_cast<unsigned>(number(text.substr(5, 2)))},
                            std::chrono::day{static_cast<unsigned>(number(text.substr(8, 2)))}};
  const hours hour{number(text.substr(11, 2))};
  const minutes minute{number(text.substr(14, 2))};
  const seconds second{number(text.substr(17, 2))};
  if (!date.ok() || hour.count() > 23 || minute.count() > 59 || second.count() > 60) {
    return std::nullopt;
  }
  return sys_days{date} + hour + minute + second;
}

/// Takes ".250" off the front of `text`, if it stands there. Empty when no digit follows the point.
std::optional<duration> take_decimals(std::string_view& text) {
  if (!text.starts_with('.')) {
    return duration{0};
  }
  const auto* const end = std::find_if_not(text.begin() + 1, text.end(), is_digit);
  std::string digits(text.begin() + 1, end);
  if (digits.empty()) {
    return std::nullopt;
  }
  text.remove_prefix(digits.size() + 1);
  digits.resize(3, '0');
  return duration{number(digits)};
}

/// "Z" or "+01:00": local time minus UTC.
std::optional<duration> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") {
    return duration{0};
  }
  if (!matches(text, "+dd:dd") && !matches(text, "-dd:dd")) {
    return std::nullopt;
  }
  const hours hour{number(text.substr(1, 2))};
  const minutes minute{number(text.substr(4, 2))};
  if (hour.count() > 23 || minute.count() > 59) {
    return std::nullopt;
  }
  return text.front() == '-' ? -(hour + minute) : hour + minute;
}

/// Writes `value` over the zeros of `text` that end at `last`.
void put_digits(std::string& text, std::size_t last, std::int64_t value) {
  for (; value > 0; value /= 10) {
    text.at(last--) = static_cast<char>('0' + value % 10);
  }
}

}  // namespace

std::optional<instant> parse_rfc3339(std::string_view text) {
  const auto civil = parse_civil(text.substr(0, 19));
  if (!civil) {
    return std::nullopt;
  }
  text.remove_prefix(19);
  const auto decimals = take_decimals(text);
  const auto offset = parse_offset(text);
  if (!decimals || !offset) {
    return std::nullopt;
  }
  const instant t = *civil + *decimals - *offset;
  const bool in_range = sys_days{1970y / 1 / 1} <= t && t < sys_days{2200y / 1 / 1};
  return in_range ? std::optional{t} : std::nullopt;
}

std::string format_rfc3339(instant t) {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const year_month_day date{day};
  const std::chrono::hh_mm_ss time{t - day};
  const int year{date.year()};
  check(0 <= year && year <= 9999, "a written time has a year of four digits");
  std::string text = "0000-00-00T00:00:00.000Z";
  put_digits(text, 3, year);
  put_digits(text, 6, unsigned{date.month()});
  put_digits(text, 9, unsigned{date.day()});
  put_digits(text, 12, time.hours().count());
  put_digits(text, 15, time.minutes().count());
  put_digits(text, 18, time.seconds().count());
  put_digits(text, 22, time.subseconds().count());
  return text;
}

}  // namespace beatwatch
