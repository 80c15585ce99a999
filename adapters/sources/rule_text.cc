#include "adapters/sources/rule_text.h"

#include <algorithm>

namespace beatwatch {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool rule_text::sees(std::string_view word) const { return text_.substr(at_).starts_with(word); }

bool rule_text::sees_any(std::span<const std::string_view> words) const {
  return std::any_of(
      words.begin(), words.end(), [this](std::string_view word) { return sees(word); });
}

bool rule_text::sees_digit() const { return !at_end() && is_digit(text_[at_]); }

bool rule_text::sees_digits(std::size_t count) const {
  const std::string_view rest = text_.substr(at_);
  const auto* const end = std::find_if_not(rest.begin(), rest.end(), is_digit);
  return static_cast<std::size_t>(end - rest.begin()) == count;
}

void rule_text::skip_spaces() {
  while (sees(" ")) {
    ++at_;
  }
}

bool rule_text::take(std::string_view word) {
  const bool seen = sees(word);
  at_ += seen ? word.size() : 0;
  return seen;
}

bool rule_text::take_spaced(std::string_view symbol) {
  skip_spaces();
  const bool taken = take(symbol);
  if (taken) {
    skip_spaces();
  }
  return taken;
}

std::optional<std::size_t> rule_text::take_any(std::span<const std::string_view> words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (take(words[i])) {
      return i;
    }
  }
  return std::nullopt;
}

bool rule_text::read_number(
    std::size_t digits, int min, int max, std::string_view expected, int& value) {
  const std::string_view written = text_.substr(at_, digits);
  if (written.size() < digits || !std::all_of(written.begin(), written.end(), is_digit)) {
    return fail(expected);
  }
  int number = 0;
  for (const char c : written) {
    number = number * 10 + (c - '0');
  }
  if (number < min || number > max) {
    return fail(expected);
  }
  value = number;
  at_ += digits;
  return true;
}

bool rule_text::fail_at(std::size_t at, std::string_view expected) {
  fault_ = {.column = at + 1, .expected = std::string{expected}};
  return false;
}

}  // namespace beatwatch
