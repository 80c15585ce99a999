#include "adapters/sources/red_window_decode.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

namespace beatwatch {
namespace {

constexpr std::size_t length_max = 1'000;
constexpr std::array<std::string_view, 7> day_names{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

/// One pass over the text. Each step reads its part and returns true, or says in `error_` what
/// should stand at `at_` and returns false, and nothing more is read.
class rule_parser {
 public:
  explicit rule_parser(std::string_view text) : text_(text) {}

  expected<std::vector<red_window>, red_window_error> parse() {
    if (!read_rules()) {
      return unexpected{std::move(error_)};
    }
    return std::move(windows_);
  }

 private:
  bool fail_at(std::size_t at, const char* expected) {
    error_ = {.column = at + 1, .expected = expected};
    return false;
  }
  bool fail(const char* expected) { return fail_at(at_, expected); }

  [[nodiscard]] bool sees(char symbol) const { return at_ < text_.size() && text_[at_] == symbol; }

  void skip_spaces() {
    while (sees(' ')) {
      ++at_;
    }
  }

  /// Reads `symbol` with the spaces around it, if it stands here.
  bool take(char symbol) {
    skip_spaces();
    if (!sees(symbol)) {
      return false;
    }
    ++at_;
    skip_spaces();
    return true;
  }

  bool read_day(unsigned& number) {
    const auto* const found = std::find(day_names.begin(), day_names.end(), text_.substr(at_, 2));
    if (found == day_names.end()) {
      return fail("a day: Mo, Tu, We, Th, Fr, Sa or Su");
    }
    number = static_cast<unsigned>(std::distance(day_names.begin(), found));
    at_ += 2;
    return true;
  }

  bool read_day_range(unsigned& mask) {
    const auto start = at_;
    unsigned first = 0;
    if (!read_day(first)) {
      return false;
    }
    unsigned last = first;
    if (take('-') && !read_day(last)) {
      return false;
    }
    const unsigned length = (last + 7 - first) % 7 + 1;
    for (unsigned i = 0; i < length; ++i) {
      const unsigned bit = 1U << (first + i) % 7;
      if ((days_ruled_ & bit) != 0) {
        return fail_at(start, "days that have no rule yet");
      }
      days_ruled_ |= bit;
      mask |= bit;
    }
    return true;
  }

  bool read_two_digits(int max, const char* meaning, int& value) {
    const std::string_view digits = text_.substr(at_, 2);
    const bool are_digits =
        digits.size() == 2 && digits.find_first_not_of("0123456789") == std::string_view::npos;
    value = are_digits ? (digits[0] - '0') * 10 + (digits[1] - '0') : 0;
    if (!are_digits || value > max) {
      return fail(meaning);
    }
    at_ += 2;
    return true;
  }

  bool read_time(bool is_end, std::uint16_t& minute_of_day) {
    int hour = 0;
    int minute = 0;
    if (!read_two_digits(
            is_end ? 24 : 23, is_end ? "an hour: 00 to 24" : "an hour: 00 to 23", hour)) {
      return false;
    }
    if (!sees(':')) {
      return fail(R"(":")");
    }
    ++at_;
    if (!read_two_digits(hour == 24 ? 0 : 59,
                         hour == 24 ? "00, as the day ends at 24:00" : "a minute: 00 to 59",
                         minute)) {
      return false;
    }
    minute_of_day = static_cast<std::uint16_t>(hour * 60 + minute);
    return true;
  }

  bool read_times(unsigned mask) {
    do {
      red_window window{.days = static_cast<std::uint8_t>(mask)};
      if (!read_time(false, window.start_minute)) {
        return false;
      }
      if (!take('-')) {
        return fail(R"("-" and the time of the end)");
      }
      if (!read_time(true, window.end_minute)) {
        return false;
      }
      windows_.push_back(window);
    } while (take(','));
    return true;
  }

  bool read_rule() {
    unsigned mask = 0;
    do {
      if (!read_day_range(mask)) {
        return false;
      }
    } while (take(','));
    if (text_[at_ - 1] != ' ') {
      return fail(R"("-", "," or a space and a time)");
    }
    return read_times(mask);
  }

  bool read_rules() {
    if (text_.size() > length_max) {
      return fail_at(length_max, "the end: at most 1000 characters");
    }
    skip_spaces();
    do {
      if (!read_rule()) {
        return false;
      }
    } while (take(';'));
    return at_ == text_.size() || fail(R"(",", ";" or the end)");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  unsigned days_ruled_ = 0;
  std::vector<red_window> windows_;
  red_window_error error_;
};

}  // namespace

expected<std::vector<red_window>, red_window_error> decode_red_windows(std::string_view text) {
  return rule_parser{text}.parse();
}

}  // namespace beatwatch
