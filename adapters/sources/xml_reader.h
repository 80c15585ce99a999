#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace beatwatch {

/// Why a document is not read.
enum class xml_error : std::uint8_t {
  doctype_forbidden,  ///< a document type declaration, the door to entities that grow or fetch
  bad_xml,            ///< not well formed, cut short, or nested deeper than `xml_depth_max`
};

inline constexpr std::size_t xml_depth_max = 32;

/// The attributes of an element; valid while its beginning is told.
class xml_attributes {
 public:
  /// As Expat has them: name, value, name, value, ..., null.
  explicit xml_attributes(const char* const* pairs) : pairs_(pairs) {}
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;

 private:
  const char* const* pairs_;
};

/// What is told of a document, in its order. Names are "namespace|name", or "name" without one.
struct xml_visitor {
  std::function<void(std::string_view name, const xml_attributes& attributes)> begin;
  /// With all text between beginning and end that is the element's own, up to `xml_text_max`.
  std::function<void(std::string_view name, std::string_view text)> end;
};

inline constexpr std::size_t xml_text_max = 256;

/// Reads a whole document. Fetches nothing and knows no entities but the five of XML. Empty: it is
/// well formed; otherwise some of it may have been told before the fault was met.
std::optional<xml_error> read_xml(std::string_view document, const xml_visitor& visitor);

}  // namespace beatwatch
