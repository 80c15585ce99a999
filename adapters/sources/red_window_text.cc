#include "adapters/sources/red_window_text.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, 7> day_names{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
constexpr std::array<std::string_view, 12> month_names{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool has_day(unsigned days, std::size_t day) { return (days >> day & 1U) != 0; }

std::string days_text(unsigned days) {
  std::string text;
  const auto add = [&text](std::string_view word) {
    text += text.empty() ? "" : ",";
    text += word;
  };
  for (std::size_t first = 0; first < day_names.size(); ++first) {
    if (!has_day(days, first)) {
      continue;
    }
    std::size_t last = first;
    while (last + 1 < day_names.size() && has_day(days, last + 1)) {
      ++last;
    }
    add(last == first ? std::string{day_names[first]}
                      : fmt::format("{}-{}", day_names[first], day_names[last]));
    first = last;
  }
  if ((days & red_window::public_holidays) != 0) {
    add("PH");
  }
  return text;
}

std::string month_text(calendar_date date) {
  const int year = date.value / 10'000;
  const std::string_view month =
      month_names.at(static_cast<std::size_t>(date.value / 100 % 100 - 1));
  return year == 0 ? std::string{month} : fmt::format("{} {}", year, month);
}

std::string dates_text(const calendar_range& dates) {
  if (dates == calendar_range{}) {
    return "";
  }
  const int first_day = dates.first.value % 100;
  const int last_day = dates.last.value % 100;
  if (first_day == 1 && last_day == 31) {
    const std::string_view last =
        month_names.at(static_cast<std::size_t>(dates.last.value / 100 % 100 - 1));
    const bool one_month = dates.first.value / 100 == dates.last.value / 100;
    return month_text(dates.first) + (one_month ? "" : "-" + std::string{last}) + " ";
  }
  const std::string first = fmt::format("{} {:02}", month_text(dates.first), first_day);
  return dates.first == dates.last
             ? first + " "
             : fmt::format("{}-{} {:02} ", first, month_text(dates.last), last_day);
}

std::string time_text(int minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

}  // namespace

std::string red_window_text(const std::vector<red_window>& windows) {
  std::string text;
  for (const red_window& window : windows) {
    if (!text.empty()) {
      text += window.effect == red_effect::adds ? ", " : "; ";
    }
    text += dates_text(window.dates) + days_text(window.days);
    if (window.effect != red_effect::clears) {
      text += " " + time_text(window.start_minute) + "-" + time_text(window.end_minute);
    }
    if (window.effect == red_effect::clears || window.effect == red_effect::takes_away) {
      text += " off";
    }
  }
  return text;
}

}  // namespace beatwatch
