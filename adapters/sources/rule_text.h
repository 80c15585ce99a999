#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace beatwatch {

/// A place in a text that is read once from left to right. `read_` and `fail` return false after
/// noting what should stand at the place; what they return is meant to end the reading. The text
/// outlives this.
class rule_text {
 public:
  struct fault {
    std::size_t column = 0;  ///< from 1
    std::string expected;
  };

  explicit rule_text(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] bool after_space() const { return at_ > 0 && text_[at_ - 1] == ' '; }
  [[nodiscard]] bool sees(std::string_view word) const;
  [[nodiscard]] bool sees_any(std::span<const std::string_view> words) const;
  /// As many digits stand here as `count`, and no more.
  [[nodiscard]] bool sees_digits(std::size_t count) const;
  [[nodiscard]] bool sees_digit() const;

  void skip_spaces();
  void back_to(std::size_t at) { at_ = at; }
  bool take(std::string_view word);
  /// With the spaces before it, which are passed over even without `symbol`, and behind it.
  bool take_spaced(std::string_view symbol);
  /// The place in `words` of the one that stands here.
  std::optional<std::size_t> take_any(std::span<const std::string_view> words);

  /// `digits` digits that make a number from `min` to `max`.
  bool read_number(std::size_t digits, int min, int max, std::string_view expected, int& value);

  bool fail(std::string_view expected) { return fail_at(at_, expected); }
  bool fail_at(std::size_t at, std::string_view expected);
  [[nodiscard]] const fault& first_fault() const { return fault_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  fault fault_;
};

}  // namespace beatwatch
