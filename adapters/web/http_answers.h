#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/transport/http_server.h"

namespace beatwatch {

/// An error as RFC 9457 has it: {"type": "about:blank", "title", "status", "detail"}.
/// One of 401 names the scheme of tokens.
http_answer problem(unsigned status, std::string_view detail);

/// 405; `allowed` are the methods that the path has.
http_answer wrong_method(std::string_view allowed);

/// 200, and not to be kept by anybody in between.
http_answer json_answer(std::string json);

/// 204: it is done, and there is nothing to tell.
http_answer empty_answer();

/// What stays the same while its tag does; 304 when the client has it.
http_answer tagged_answer(const http_request& request,
                          std::string_view content_type,
                          std::shared_ptr<const std::string> body,
                          std::string_view tag);

/// "%41" and "+" decoded; empty when an escape is cut short or wrong.
std::optional<std::string> decode_percent(std::string_view text);

using http_parameters = std::map<std::string, std::string, std::less<>>;

/// The parameters of a query string, each name once. Empty when one comes twice or cannot be read.
std::optional<http_parameters> parse_query(std::string_view query);

}  // namespace beatwatch
