#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace beatwatch {

/// What an error says to somebody whom the server's files are no concern of: without the path
/// before its first ": ", when that is `below` or lies below it.
inline std::string_view without_path(std::string_view text, const std::filesystem::path& below) {
  const std::string start = below.string();
  const auto end = text.starts_with(start) ? text.find(": ", start.size()) : std::string_view::npos;
  return end == std::string_view::npos ? text : text.substr(end + 2);
}

}  // namespace beatwatch
