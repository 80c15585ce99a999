#include "adapters/sources/file_errors.h"

#include <algorithm>
#include <utility>

#include "adapters/sources/nearest_word.h"

namespace beatwatch {

void file_errors::add(std::size_t line, std::string_view field, std::string message) {
  ++total_;
  if (first_.size() < kept_max) {
    first_.push_back({.line = line, .field = std::string{field}, .message = std::move(message)});
  }
}

std::string file_errors::text() const {
  std::string text;
  for (const file_error& error : first_) {
    text += text.empty() ? "" : "\n";
    text += file_ + ":";
    text += error.line > 0 ? std::to_string(error.line) + ": " : " ";
    text += error.field.empty() ? "" : error.field + ": ";
    text += error.message;
  }
  if (total_ > first_.size()) {
    text += "\n" + file_ + ": and " + std::to_string(total_ - first_.size()) + " more";
  }
  return text;
}

std::string shown(std::string_view text) {
  constexpr std::size_t shown_max = 60;
  std::string printable{text.substr(0, shown_max)};
  std::replace_if(
      printable.begin(), printable.end(), [](char c) { return c < 32 || c > 126; }, '?');
  return "\"" + printable + (text.size() > shown_max ? "...\"" : "\"");
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view meant = nearest_word(word, known);
  return meant.empty() ? "" : "; did you mean " + shown(meant) + "?";
}

}  // namespace beatwatch
