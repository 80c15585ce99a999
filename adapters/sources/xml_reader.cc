#include "adapters/sources/xml_reader.h"

#include <expat.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace beatwatch {
namespace {

struct parser_free {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using parser_ptr = std::unique_ptr<XML_ParserStruct, parser_free>;

/// What is known while a document is read.
struct reading {
  const xml_visitor& visitor;
  XML_Parser parser;
  std::vector<std::string> texts;  ///< of the open elements
  std::optional<xml_error> error;

  void stop(xml_error why) {
    error = why;
    XML_StopParser(parser, XML_FALSE);
  }
};

void XMLCALL on_begin(void* user, const XML_Char* name, const XML_Char** attributes) {
  auto& document = *static_cast<reading*>(user);
  if (document.error) {
    return;
  }
  if (document.texts.size() == xml_depth_max) {
    document.stop(xml_error::bad_xml);
    return;
  }
  document.texts.emplace_back();
  document.visitor.begin(name, xml_attributes{attributes});
}

void XMLCALL on_end(void* user, const XML_Char* name) {
  auto& document = *static_cast<reading*>(user);
  if (document.error) {
    return;
  }
  document.visitor.end(name, document.texts.back());
  document.texts.pop_back();
}

void XMLCALL on_text(void* user, const XML_Char* text, int size) {
  auto& document = *static_cast<reading*>(user);
  if (document.error || document.texts.empty()) {
    return;
  }
  std::string& kept = document.texts.back();
  const std::string_view all{text, static_cast<std::size_t>(size)};
  kept += all.substr(0, xml_text_max - std::min(kept.size(), xml_text_max));
}

void XMLCALL on_doctype(void* user,
                        const XML_Char* /*name*/,
                        const XML_Char* /*system_id*/,
                        const XML_Char* /*public_id*/,
                        int /*has_internal_subset*/) {
  static_cast<reading*>(user)->stop(xml_error::doctype_forbidden);
}

}  // namespace

std::optional<std::string_view> xml_attributes::find(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (name == pair[0]) {
      return pair[1];
    }
  }
  return std::nullopt;
}

std::optional<xml_error> read_xml(std::string_view document, const xml_visitor& visitor) {
  if (document.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return xml_error::bad_xml;
  }
  const parser_ptr parser{XML_ParserCreateNS(nullptr, '|')};
  if (parser == nullptr) {
    return xml_error::bad_xml;
  }
  reading state{.visitor = visitor, .parser = parser.get()};
  XML_SetUserData(parser.get(), &state);
  XML_SetElementHandler(parser.get(), on_begin, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  const bool well_formed =
      XML_Parse(parser.get(), document.data(), static_cast<int>(document.size()), XML_TRUE) ==
      XML_STATUS_OK;
  if (state.error) {
    return state.error;
  }
  return well_formed ? std::nullopt : std::optional{xml_error::bad_xml};
}

}  // namespace beatwatch
