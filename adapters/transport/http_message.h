#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace beatwatch {

/// A request as it came, whole. Names of header fields are in lower case; each stands once, the
/// first one.
struct http_request {
  std::string method;
  std::string path;   ///< before "?", not decoded
  std::string query;  ///< after it
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;
  std::string peer;  ///< address without port

  /// Empty: there is none.
  [[nodiscard]] std::string_view field(std::string_view name) const {
    for (const auto& [key, value] : fields) {
      if (key == name) {
        return value;
      }
    }
    return {};
  }
};

/// An answer with an end. A body that many share is not copied.
struct http_response {
  unsigned status = 200;
  std::string content_type;
  std::shared_ptr<const std::string> body;  ///< null: none
  std::vector<std::pair<std::string, std::string>> fields;
};

}  // namespace beatwatch
