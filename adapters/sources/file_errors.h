#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace beatwatch {

/// One mistake in a file that people write.
struct file_error {
  std::size_t line = 0;  ///< from 1; 0: the file as a whole
  std::string field;     ///< column, as the file names it; empty: the line as a whole
  std::string message;   ///< what was expected and, where it helps, what was found
};

/// Every mistake of one file, so that all can be mended at once; the first `kept_max` in full.
class file_errors {
 public:
  static constexpr std::size_t kept_max = 100;

  explicit file_errors(std::string file) : file_(std::move(file)) {}

  void add(std::size_t line, std::string_view field, std::string message);

  [[nodiscard]] bool empty() const { return total_ == 0; }
  [[nodiscard]] std::size_t total() const { return total_; }
  [[nodiscard]] const std::vector<file_error>& first() const { return first_; }

  /// One line per mistake, "roster.csv:12: kind: expected ...", then how many more there are; no
  /// line end behind the last one.
  [[nodiscard]] std::string text() const;

 private:
  std::string file_;
  std::vector<file_error> first_;
  std::size_t total_ = 0;
};

/// `text` between quotes, fit for a screen: at most 60 bytes of it, octets outside 32-126 as `?`.
[[nodiscard]] std::string shown(std::string_view text);

/// What ends a message about an unknown word: `; did you mean "status"?`, or nothing when no known
/// word is near.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string_view>& known);

}  // namespace beatwatch
