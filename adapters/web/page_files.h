#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace beatwatch {

/// A file of the page, as it is served.
struct page_file {
  std::string content_type;
  std::shared_ptr<const std::string> body;
  std::string tag;  ///< SHA-256 of the body
};

/// The page's own files, read once: what is not there when the server starts is never served, so no
/// path can lead out of the folder.
class page_files {
 public:
  /// No page.
  page_files() = default;
  /// Reads `folder` with index.html, and beside it what `index.html` may load. Files of an unknown
  /// kind are passed over. Throws `std::runtime_error` without index.html.
  explicit page_files(const std::filesystem::path& folder);

  /// "/" is index.html. Null: there is no such file.
  [[nodiscard]] const page_file* find(std::string_view path) const;

  /// The Content-Security-Policy: nothing from elsewhere, no script in the page but the import map.
  [[nodiscard]] const std::string& policy() const { return policy_; }

 private:
  std::map<std::string, page_file, std::less<>> files_;  ///< by path
  std::string policy_;
};

}  // namespace beatwatch
