#include "replay/explain_red_times.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "adapters/sources/red_window_decode.h"
#include "adapters/sources/rfc3339.h"
#include "adapters/sources/zone_clock_load.h"

namespace beatwatch {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int first_year = 1970;
constexpr int last_year = 2100;

struct shown_window {
  sys_days day;
  interval red;
};

instant start_of(const std::string& text) {
  if (text.empty()) {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
  const auto from = parse_rfc3339(text);
  if (!from || *from >= sys_days{std::chrono::year{last_year + 1} / 1 / 1}) {
    throw std::runtime_error{
        "--from: expected a time before 2101 such as 2026-06-05T14:00:00Z, not \"" + text + '"'};
  }
  return *from;
}

/// The rule as one line, with a caret below the place; a long one from shortly before it.
std::string pointed_at(std::string_view rule, std::size_t column) {
  constexpr std::size_t before = 60;
  constexpr std::size_t shown_max = 100;
  const std::size_t at = column - 1;
  const std::size_t first = at > before ? at - before : 0;
  std::string line{rule.substr(first, shown_max)};
  const auto is_control = [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet < 0x20 || octet == 0x7f;
  };
  std::replace_if(line.begin(), line.end(), is_control, '?');
  return "\n  " + line + "\n  " + std::string(at - first, ' ') + '^';
}

std::vector<red_window> windows_of(const std::string& rule) {
  auto windows = decode_red_windows(rule);
  if (!windows) {
    const red_window_error& error = windows.error();
    throw std::runtime_error{"column " + std::to_string(error.column) + ": expected " +
                             error.expected + pointed_at(rule, error.column)};
  }
  return *std::move(windows);
}

std::vector<shown_window> next_windows(const std::vector<red_window>& windows,
                                       const zone_clock& clock,
                                       instant from,
                                       std::size_t count) {
  std::vector<shown_window> found;
  const sys_days end = std::chrono::year{last_year + 1} / 1 / 1;
  for (auto day = std::chrono::floor<days>(clock.to_local(from)) - days{2};
       day < end && found.size() < count;
       day += days{1}) {
    for (const interval& part : red_times_of_day(windows, clock, day)) {
      if (part.to > from && found.size() < count) {
        found.push_back({day, part});
      }
    }
  }
  return found;
}

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string offset_text(duration offset) {
  const auto minutes = std::chrono::abs(offset) / std::chrono::minutes{1};
  return (offset < duration{0} ? "-" : "+") + two_digits(minutes / 60) + ':' +
         two_digits(minutes % 60);
}

std::string utc_text(instant t) { return format_rfc3339(t).substr(0, 19) + 'Z'; }

/// RFC 3339 in local time, by the offset that holds at `witness`.
std::string local_text(instant t, instant witness, const zone_clock& clock) {
  const duration offset = clock.to_local(witness) - witness;
  return format_rfc3339(t + offset).substr(0, 19) + offset_text(offset);
}
std::string local_from(const interval& red, const zone_clock& clock) {
  return local_text(red.from, red.from, clock);
}
/// An end at the instant of a clock change is told by the clock that ran until then.
std::string local_to(const interval& red, const zone_clock& clock) {
  return local_text(red.to, red.to - duration{1}, clock);
}

/// "Fr 2026-11-20 21:00 +00:00" of a local time in RFC 3339.
std::string for_people(const std::string& local) {
  constexpr std::array day_names{"Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"};
  const auto day = std::chrono::floor<days>(*parse_rfc3339(local.substr(0, 19) + "Z"));
  return std::string{day_names.at(std::chrono::weekday{day}.c_encoding())} + ' ' +
         local.substr(0, 10) + ' ' + local.substr(11, 5) + ' ' + local.substr(19);
}

std::string length_text(duration length) {
  const auto minutes = length / std::chrono::minutes{1};
  return std::to_string(minutes / 60) + " h " + two_digits(minutes % 60) + " min";
}

std::string note_on(const interval& red, instant from, const zone_clock& clock) {
  const duration at_start = clock.to_local(red.from) - red.from;
  const instant last = red.to - duration{1};
  const duration at_end = clock.to_local(last) - last;
  std::string note = red.from < from ? ", under way" : "";
  if (at_start != at_end) {
    note += at_end > at_start ? ", clocks go forward" : ", clocks go back";
  }
  return note;
}

std::string date_text(calendar_date date) {
  return std::to_string(date.value / 10'000) + '-' + two_digits(date.value / 100 % 100) + '-' +
         two_digits(date.value % 100);
}

/// What the reader should know before trusting the list.
std::vector<std::string> remarks_on(const std::vector<red_window>& windows,
                                    const std::vector<shown_window>& shown,
                                    const zone_clock& clock,
                                    std::size_t count) {
  std::vector<std::string> remarks;
  const bool names_holidays = std::any_of(windows.begin(), windows.end(), [](const auto& window) {
    return (window.days & red_window::public_holidays) != 0;
  });
  const auto& listed = clock.public_holidays;
  if (names_holidays && listed.empty()) {
    remarks.emplace_back("no public holidays are listed, so PH is no day: give --holidays");
  } else if (names_holidays && !shown.empty() &&
             date_of(shown.back().day).value > listed.back().value) {
    remarks.push_back("the list of public holidays ends with " + date_text(listed.back()));
  }
  if (shown.size() < count) {
    remarks.push_back(std::string{shown.empty() ? "nothing" : "nothing more"} +
                      " is red until the end of " + std::to_string(last_year));
  }
  return remarks;
}

void print_table(const std::vector<shown_window>& shown,
                 instant from,
                 const zone_clock& clock,
                 std::ostream& out) {
  constexpr int local_width = 29;
  constexpr int utc_width = 23;
  out << std::left << std::setw(local_width) << "local from" << std::setw(local_width) << "local to"
      << std::setw(utc_width) << "UTC from" << std::setw(utc_width) << "UTC to"
      << "length\n";
  for (const shown_window& window : shown) {
    const interval& red = window.red;
    out << std::setw(local_width) << for_people(local_from(red, clock)) << std::setw(local_width)
        << for_people(local_to(red, clock)) << std::setw(utc_width) << utc_text(red.from)
        << std::setw(utc_width) << utc_text(red.to) << length_text(red.length())
        << note_on(red, from, clock) << '\n';
  }
}

nlohmann::ordered_json as_json(const std::vector<shown_window>& shown,
                               instant from,
                               const zone_clock& clock) {
  auto list = nlohmann::ordered_json::array();
  for (const shown_window& window : shown) {
    const interval& red = window.red;
    list.push_back({{"day", date_text(date_of(window.day))},
                    {"local_from", local_from(red, clock)},
                    {"local_to", local_to(red, clock)},
                    {"from", utc_text(red.from)},
                    {"to", utc_text(red.to)},
                    {"minutes", red.length() / std::chrono::minutes{1}},
                    {"under_way", red.from < from}});
  }
  return list;
}

}  // namespace

int explain_red_times(const explain_red_times_options& options, std::ostream& out) {
  const std::vector<red_window> windows = windows_of(options.rule);
  const instant from = start_of(options.from);
  zone_clock clock = load_zone_clock(options.time_zone, first_year, last_year);
  if (!options.holidays.empty()) {
    clock.public_holidays = load_public_holidays(options.holidays);
  }
  const auto shown = next_windows(windows, clock, from, options.count);
  const auto remarks = remarks_on(windows, shown, clock, options.count);
  if (options.json) {
    const nlohmann::ordered_json report{{"rule", options.rule},
                                        {"time_zone", options.time_zone},
                                        {"from", utc_text(from)},
                                        {"windows", as_json(shown, from, clock)},
                                        {"remarks", remarks}};
    out << report.dump() << '\n';
    return 0;
  }
  if (!shown.empty()) {
    print_table(shown, from, clock, out);
  }
  for (const std::string& remark : remarks) {
    out << remark << '\n';
  }
  return 0;
}

}  // namespace beatwatch
