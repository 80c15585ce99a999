#include "adapters/web/page_files.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <iterator>
#include <span>
#include <stdexcept>
#include <utility>

#include "adapters/journal/digest.h"

namespace beatwatch {
namespace {

constexpr std::string_view import_map_begin = R"(<script type="importmap">)";
constexpr std::string_view script_end = "</script>";

std::string_view type_of(const std::filesystem::path& file) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> types{{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".woff2", "font/woff2"},
      {".json", "application/json"},
  }};
  const std::string extension = file.extension().string();
  for (const auto& [ending, type] : types) {
    if (extension == ending) {
      return type;
    }
  }
  return {};
}

std::string read_whole(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (!in) {
    throw std::runtime_error(file.string() + ": cannot be read");
  }
  return text;
}

digest digest_of(std::string_view text) {
  return sha256({std::as_bytes(std::span{text.data(), text.size()})});
}

std::string base64(std::span<const std::byte> bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3), '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  return text;
}

// The one script that stands in the page itself, by its hash.
std::string import_map_source(std::string_view page) {
  const auto begin = page.find(import_map_begin);
  if (begin == std::string_view::npos) {
    return {};
  }
  const auto text = begin + import_map_begin.size();
  const digest hash = digest_of(page.substr(text, page.find(script_end, text) - text));
  return " 'sha256-" + base64(hash) + "'";
}

}  // namespace

page_files::page_files(const std::filesystem::path& folder) {
  if (!std::filesystem::exists(folder / "index.html")) {
    throw std::runtime_error(folder.string() + ": expected the page there, with index.html");
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           folder, std::filesystem::directory_options::follow_directory_symlink)) {
    const std::string_view type = type_of(entry.path());
    if (!entry.is_regular_file() || type.empty()) {
      continue;
    }
    std::string text = read_whole(entry.path());
    std::string tag = to_hex(digest_of(text));
    files_.emplace('/' + entry.path().lexically_relative(folder).generic_string(),
                   page_file{.content_type = std::string{type},
                             .body = std::make_shared<const std::string>(std::move(text)),
                             .tag = std::move(tag)});
  }
  const page_file index = files_.find("/index.html")->second;
  policy_ = "default-src 'none'; script-src 'self'" + import_map_source(*index.body) +
            "; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  files_.emplace("/", index);
}

const page_file* page_files::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace beatwatch
