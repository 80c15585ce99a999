#include "adapters/columns/written_time.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <map>

namespace beatwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array<std::string_view, 12> month_names{"january",
                                                       "february",
                                                       "march",
                                                       "april",
                                                       "may",
                                                       "june",
                                                       "july",
                                                       "august",
                                                       "september",
                                                       "october",
                                                       "november",
                                                       "december"};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool begins_with(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(
             word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

class time_reader {
 public:
  explicit time_reader(std::string_view text) : rest_(text) {}

  bool read(std::string_view format) {
    for (std::size_t i = 0; i < format.size(); ++i) {
      const bool read = format[i] == '%' && i + 1 < format.size() ? take_part(format[++i])
                        : format[i] == ' '                        ? take_blanks()
                                                                  : take_literal(format[i]);
      if (!read) {
        return false;
      }
    }
    return rest_.empty();
  }

  [[nodiscard]] std::optional<written_time> made() const {
    const std::chrono::year_month_day date{std::chrono::year{year_},
                                           std::chrono::month{static_cast<unsigned>(month_)},
                                           std::chrono::day{static_cast<unsigned>(day_)}};
    if (!date.ok() || hour_ > 23 || minute_ > 59 || second_ > 60 || (by_half_ && hour_12_ == 0)) {
      return std::nullopt;
    }
    const int hour = by_half_ ? hour_12_ % 12 + half_hours_ : hour_;
    return written_time{.civil = std::chrono::sys_days{date} + hours{hour} + minutes{minute_} +
                                 std::chrono::seconds{second_} + duration{ms_},
                        .offset = offset_};
  }

 private:
  bool take_part(char part) {
    switch (part) {
      case 'Y':
        return take_number(4, 4, year_);
      case 'y':
        return take_number(2, 2, year_) && (year_ += 2000, true);
      case 'm':
        return take_number(1, 2, month_);
      case 'b':
        return take_month();
      case 'd':
        return take_number(1, 2, day_);
      case 'H':
        return take_number(1, 2, hour_);
      case 'I':
        return take_number(1, 2, hour_12_) && hour_12_ <= 12;
      case 'p':
        return take_half();
      case 'M':
        return take_number(1, 2, minute_);
      case 'S':
        return take_number(1, 2, second_);
      case 'f':
        return take_decimals();
      case 'z':
        return take_offset();
      default:
        return false;
    }
  }

  bool take_number(std::size_t digits_min, std::size_t digits_max, int& value) {
    std::size_t digits = 0;
    value = 0;
    while (digits < digits_max && digits < rest_.size() && is_digit(rest_[digits])) {
      value = value * 10 + (rest_[digits++] - '0');
    }
    rest_.remove_prefix(digits);
    return digits >= digits_min;
  }

  bool take_month() {
    for (std::size_t i = 0; i < month_names.size(); ++i) {
      const std::string_view name = month_names.at(i);
      for (const std::string_view word : {name, name.substr(0, 3)}) {
        if (begins_with(rest_, word)) {
          month_ = static_cast<int>(i) + 1;
          rest_.remove_prefix(word.size());
          return true;
        }
      }
    }
    return false;
  }

  bool take_half() {
    if (!begins_with(rest_, "am") && !begins_with(rest_, "pm")) {
      return false;
    }
    by_half_ = true;
    half_hours_ = begins_with(rest_, "pm") ? 12 : 0;
    rest_.remove_prefix(2);
    return true;
  }

  bool take_decimals() {
    int scale = 100;
    std::size_t digits = 0;
    for (; digits < rest_.size() && is_digit(rest_[digits]); ++digits, scale /= 10) {
      ms_ += (rest_[digits] - '0') * scale;
    }
    rest_.remove_prefix(digits);
    return digits > 0;
  }

  bool take_offset() {
    std::size_t length = rest_.starts_with('Z') || rest_.starts_with('z') ? 1 : 0;
    if (length == 0 && (rest_.starts_with('+') || rest_.starts_with('-'))) {
      length = 1;
      while (length < rest_.size() && (is_digit(rest_[length]) || rest_[length] == ':')) {
        ++length;
      }
    }
    offset_ = parse_utc_offset(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return offset_.has_value();
  }

  bool take_blanks() {
    const std::size_t blanks = std::min(rest_.find_first_not_of(' '), rest_.size());
    rest_.remove_prefix(blanks);
    return blanks > 0;
  }

  bool take_literal(char c) {
    if (!rest_.starts_with(c)) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view rest_;
  int year_ = 0;
  int month_ = 0;
  int day_ = 0;
  int hour_ = 0;
  int hour_12_ = 0;
  bool by_half_ = false;
  int half_hours_ = 0;  ///< that PM adds
  int minute_ = 0;
  int second_ = 0;
  int ms_ = 0;
  std::optional<duration> offset_;
};

}  // namespace

std::optional<written_time> parse_written_time(std::string_view text, std::string_view format) {
  time_reader reader{text};
  return reader.read(format) ? reader.made() : std::nullopt;
}

bool is_time_format(std::string_view format) {
  std::map<char, int> parts;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] == '%') {
      const char part = i + 1 < format.size() ? format[++i] : '%';
      if (std::string_view{"YymbdHIpMSfz"}.find(part) == std::string_view::npos ||
          ++parts[part] > 1) {
        return false;
      }
    }
  }
  return parts['Y'] + parts['y'] == 1 && parts['m'] + parts['b'] == 1 && parts['d'] == 1 &&
         parts['H'] + parts['I'] == 1 && parts['I'] == parts['p'] && parts['M'] == 1;
}

std::optional<duration> parse_utc_offset(std::string_view text) {
  if (text == "Z" || text == "z") {
    return duration{0};
  }
  if (text.size() < 2 || (text.front() != '+' && text.front() != '-')) {
    return std::nullopt;
  }
  const bool west = text.front() == '-';
  text.remove_prefix(1);
  const std::size_t colon = text.find(':');
  const std::string_view hour = text.substr(
      0, colon == std::string_view::npos ? (text.size() == 4 ? 2 : text.size()) : colon);
  const std::string_view minute =
      text.substr(hour.size() + (colon == std::string_view::npos ? 0 : 1));
  const auto digits = [](std::string_view part) {
    return std::all_of(part.begin(), part.end(), is_digit);
  };
  if (hour.empty() || hour.size() > 2 || !digits(hour) || !digits(minute) ||
      (minute.size() != 2 && !(minute.empty() && colon == std::string_view::npos))) {
    return std::nullopt;
  }
  const auto number = [](std::string_view part) {
    int value = 0;
    for (const char c : part) {
      value = value * 10 + (c - '0');
    }
    return value;
  };
  if (number(hour) > 23 || number(minute) > 59) {
    return std::nullopt;
  }
  const duration offset = hours{number(hour)} + minutes{number(minute)};
  return west ? -offset : offset;
}

}  // namespace beatwatch
