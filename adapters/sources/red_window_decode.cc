#include "adapters/sources/red_window_decode.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <utility>

#include "adapters/sources/rule_text.h"

namespace beatwatch {
namespace {

constexpr std::size_t length_max = 1'000;
constexpr std::array<std::string_view, 7> day_names{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
constexpr std::array<std::string_view, 12> month_names{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr int first_year = 1970;
constexpr int last_year = 2100;
constexpr int every_year = 0;

constexpr std::string_view a_rule =
    R"(a month, a year, a day (Mo to Su or PH), a time such as 21:00, or "24/7")";
constexpr std::string_view a_day = "a day: Mo, Tu, We, Th, Fr, Sa, Su or PH";
constexpr std::string_view a_month =
    "a month: Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov or Dec";
constexpr std::string_view after_days = R"("-", "," or a space and a time or "off")";
constexpr std::string_view after_dates = R"("-", "," or a space and a day, a time or "off")";
constexpr std::string_view a_time_or_off = R"(a time such as 21:00, or "off")";

/// As it stands in the text; without a day the whole month.
struct written_date {
  int year = every_year;
  int month = 1;
  int day = 0;

  [[nodiscard]] bool is_month() const { return day == 0; }
  [[nodiscard]] calendar_date first_day() const { return with_day(is_month() ? 1 : day); }
  [[nodiscard]] calendar_date last_day() const { return with_day(is_month() ? 31 : day); }
  /// 29 February of every year is a day of some.
  [[nodiscard]] int days_of_month() const {
    const std::chrono::year of{year == every_year ? 2000 : year};
    const auto last = of / std::chrono::month{static_cast<unsigned>(month)} / std::chrono::last;
    return static_cast<int>(unsigned{last.day()});
  }

 private:
  [[nodiscard]] calendar_date with_day(int of_month) const {
    return {year * 10'000 + month * 100 + of_month};
  }
};

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

struct time_span {
  std::uint16_t start_minute = 0;
  std::uint16_t end_minute = 0;
};

struct rule {
  red_effect effect{};
  std::vector<calendar_range> dates;
  unsigned days = red_window::every_day;
  std::vector<time_span> times;
};

/// One function for each line of the grammar in docs/red-times.md.
class rule_parser {
 public:
  explicit rule_parser(std::string_view text) : size_(text.size()), text_(text) {}

  expected<std::vector<red_window>, red_window_error> parse() {
    if (!read_rules()) {
      const rule_text::fault& fault = text_.first_fault();
      return unexpected{red_window_error{.column = fault.column, .expected = fault.expected}};
    }
    return std::move(windows_);
  }

 private:
  bool read_rules() {
    if (size_ > length_max) {
      return text_.fail_at(length_max, "the end: at most 1000 characters");
    }
    text_.skip_spaces();
    red_effect effect = red_effect::adds;
    for (;;) {
      rule read{.effect = effect};
      if (!read_rule(read)) {
        return false;
      }
      keep(read);
      if (text_.take_spaced(";")) {
        effect = red_effect::replaces;
      } else if (text_.take_spaced(",")) {
        effect = red_effect::adds;
      } else {
        return text_.at_end() || text_.fail(R"(",", ";" or the end)");
      }
    }
  }

  bool read_rule(rule& read) {
    if (text_.take("24/7")) {
      read.times.push_back({.start_minute = 0, .end_minute = 1'440});
      return true;
    }
    std::string_view next = a_rule;
    if (text_.sees_any(month_names) || text_.sees_digits(4)) {
      if (!read_dates(read.dates) || !read_gap(after_dates)) {
        return false;
      }
      next = R"(a day (Mo to Su or PH), a time such as 21:00, or "off")";
    }
    if (text_.sees_any(day_names) || text_.sees("PH")) {
      if (!read_days(read.days) || !read_gap(after_days)) {
        return false;
      }
      next = a_time_or_off;
    }
    if (sees_time()) {
      return read_times(read.times) && read_off_of_times(read);
    }
    if (next == a_rule || !text_.take("off")) {
      return text_.fail(next);
    }
    read.effect = red_effect::clears;
    return true;
  }

  /// Spaces have been passed over already, in looking for more of what stands before them.
  bool read_gap(std::string_view expected) { return text_.after_space() || text_.fail(expected); }

  bool read_dates(std::vector<calendar_range>& dates) {
    do {
      written_date first;
      if (!read_date(first, "")) {
        return false;
      }
      written_date last = first;
      if (text_.take_spaced("-") && !read_last_date(first, last)) {
        return false;
      }
      dates.push_back({.first = first.first_day(), .last = last.last_day()});
    } while (text_.take_spaced(","));
    return true;
  }

  /// `no_year` says why no year may stand here; empty: it may.
  bool read_date(written_date& date, std::string_view no_year) {
    if (text_.sees_digits(4)) {
      if (!no_year.empty()) {
        return text_.fail(no_year);
      }
      if (!text_.read_number(4, first_year, last_year, "a year: 1970 to 2100", date.year)) {
        return false;
      }
      text_.skip_spaces();
      if (!read_gap("a space and a month")) {
        return false;
      }
    }
    const auto month = text_.take_any(month_names);
    if (!month) {
      return text_.fail(a_month);
    }
    date.month = static_cast<int>(*month) + 1;
    text_.skip_spaces();
    return !text_.after_space() || !text_.sees_digit() || sees_time() ||
           read_day_of_month(date, 1, date.day);
  }

  bool read_day_of_month(const written_date& date, int min, int& day) {
    const int max = date.days_of_month();
    return text_.read_number(
        2, min, max, "a day of the month: " + two_digits(min) + " to " + two_digits(max), day);
  }

  bool read_last_date(const written_date& first, written_date& last) {
    if (!first.is_month() && text_.sees_digits(2)) {
      return read_day_of_month(first, first.day, last.day);
    }
    const std::size_t at = text_.at();
    last = {};
    if (!read_date(last,
                   first.is_month()           ? "a month without a year"
                   : first.year == every_year ? "a month, as the first date has no year"
                                              : "")) {
      return false;
    }
    if (first.is_month() != last.is_month()) {
      return text_.fail_at(at,
                           first.is_month() ? "a month without a day, as the first has none"
                                            : "a month with a day, as the first has one");
    }
    if (last.year != every_year && last.last_day() < first.first_day()) {
      return text_.fail_at(at, "a date not before the first");
    }
    if (first.year != every_year && last.year == every_year) {
      last.year = first.year;
      last.year += last.last_day() < first.first_day() ? 1 : 0;
    }
    return true;
  }

  bool read_days(unsigned& days) {
    days = 0;
    do {
      if (text_.take("PH")) {
        days |= red_window::public_holidays;
      } else if (!read_day_range(days)) {
        return false;
      }
    } while (text_.take_spaced(","));
    return true;
  }

  bool read_day_range(unsigned& days) {
    const auto first = text_.take_any(day_names);
    if (!first) {
      return text_.fail(a_day);
    }
    auto last = first;
    if (text_.take_spaced("-")) {
      last = text_.take_any(day_names);
      if (!last) {
        return text_.fail("a day: Mo, Tu, We, Th, Fr, Sa or Su");
      }
    }
    const std::size_t length = (*last + 7 - *first) % 7 + 1;
    for (std::size_t i = 0; i < length; ++i) {
      days |= 1U << (*first + i) % 7;
    }
    return true;
  }

  /// "24: " is a day of the month before a colon that this grammar does not have.
  [[nodiscard]] bool sees_time() {
    const std::size_t at = text_.at();
    int hour = 0;
    const bool seen = text_.sees_digits(2) && text_.read_number(2, 0, 99, "", hour) &&
                      text_.sees(":") && !text_.sees(": ");
    text_.back_to(at);
    return seen;
  }

  bool read_times(std::vector<time_span>& times) {
    for (;;) {
      time_span span;
      if (!read_time(23, span.start_minute)) {
        return false;
      }
      if (!text_.take_spaced("-")) {
        return text_.fail(R"("-" and the time of the end)");
      }
      if (!read_time(24, span.end_minute)) {
        return false;
      }
      times.push_back(span);
      const std::size_t at = text_.at();
      if (!text_.take_spaced(",") || !sees_time()) {
        text_.back_to(at);
        return true;
      }
    }
  }

  bool read_time(int hour_max, std::uint16_t& minute_of_day) {
    int hour = 0;
    int minute = 0;
    if (!text_.read_number(2, 0, hour_max, "an hour: 00 to " + two_digits(hour_max), hour)) {
      return false;
    }
    if (!text_.take(":")) {
      return text_.fail(R"(":")");
    }
    const bool ends_day = hour == 24;
    if (!text_.read_number(2,
                           0,
                           ends_day ? 0 : 59,
                           ends_day ? "00, as the day ends at 24:00" : "a minute: 00 to 59",
                           minute)) {
      return false;
    }
    minute_of_day = static_cast<std::uint16_t>(hour * 60 + minute);
    return true;
  }

  bool read_off_of_times(rule& read) {
    text_.skip_spaces();
    if (text_.sees("off")) {
      if (!read_gap(R"(a space before "off")")) {
        return false;
      }
      text_.take("off");
      read.effect = red_effect::takes_away;
    }
    return true;
  }

  /// In each range of dates the first time replaces what was there, and the others are added.
  void keep(rule read) {
    if (read.dates.empty()) {
      read.dates.emplace_back();
    }
    if (read.effect == red_effect::clears) {
      read.times.emplace_back();
    }
    for (const calendar_range& dates : read.dates) {
      red_effect effect = read.effect;
      for (const time_span& time : read.times) {
        windows_.push_back({.days = static_cast<std::uint8_t>(read.days),
                            .start_minute = time.start_minute,
                            .end_minute = time.end_minute,
                            .effect = effect,
                            .dates = dates});
        effect = effect == red_effect::replaces ? red_effect::adds : effect;
      }
    }
  }

  std::size_t size_;
  rule_text text_;
  std::vector<red_window> windows_;
};

}  // namespace

expected<std::vector<red_window>, red_window_error> decode_red_windows(std::string_view text) {
  return rule_parser{text}.parse();
}

}  // namespace beatwatch
