#include "adapters/web/http_answers.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "adapters/sources/hexadecimal.h"

namespace beatwatch {
namespace {

std::string_view title_of(unsigned status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    default:
      return "Service Unavailable";
  }
}

std::shared_ptr<const std::string> shared(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

// A list of tags, or "*" for any; compared weakly (RFC 9110, 13.1.2).
bool names_tag(std::string_view field, std::string_view quoted) {
  if (field == "*") {
    return true;
  }
  for (;;) {
    const auto begin = field.find('"');
    const auto end = begin == std::string_view::npos ? begin : field.find('"', begin + 1);
    if (end == std::string_view::npos) {
      return false;
    }
    if (field.substr(begin, end + 1 - begin) == quoted) {
      return true;
    }
    field.remove_prefix(end + 1);
  }
}

}  // namespace

http_answer problem(unsigned status, std::string_view detail) {
  const nlohmann::ordered_json body{
      {"type", "about:blank"}, {"title", title_of(status)}, {"status", status}, {"detail", detail}};
  http_answer answer{.head = {.status = status,
                              .content_type = "application/problem+json",
                              .body = shared(body.dump()),
                              .fields = {{"Cache-Control", "no-store"}}},
                     .stream = nullptr};
  if (status == 401) {
    answer.head.fields.emplace_back("WWW-Authenticate", "Bearer");
  }
  return answer;
}

http_answer wrong_method(std::string_view allowed) {
  http_answer answer = problem(405, "this path has another method");
  answer.head.fields.emplace_back("Allow", allowed);
  return answer;
}

http_answer json_answer(std::string json) {
  return {.head = {.status = 200,
                   .content_type = "application/json",
                   .body = shared(std::move(json)),
                   .fields = {{"Cache-Control", "no-store"}}},
          .stream = nullptr};
}

http_answer empty_answer() {
  http_answer answer;
  answer.head.status = 204;
  return answer;
}

http_answer tagged_answer(const http_request& request,
                          std::string_view content_type,
                          std::shared_ptr<const std::string> body,
                          std::string_view tag) {
  const std::string quoted = '"' + std::string{tag} + '"';
  const bool known = names_tag(request.field("if-none-match"), quoted);
  return {.head = {.status = known ? 304U : 200U,
                   .content_type = std::string{content_type},
                   .body = known ? nullptr : std::move(body),
                   .fields = {{"ETag", quoted}, {"Cache-Control", "no-cache"}}},
          .stream = nullptr};
}

std::optional<std::string> decode_percent(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      const auto octet = i + 3 <= text.size() ? hex_to_octet(text.substr(i + 1, 2)) : std::nullopt;
      if (!octet) {
        return std::nullopt;
      }
      decoded += static_cast<char>(*octet);
      i += 2;
    }
  }
  return decoded;
}

std::optional<http_parameters> parse_query(std::string_view query) {
  http_parameters parameters;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = decode_percent(pair.substr(0, equals));
    auto value = decode_percent(pair.substr(std::min(equals + 1, pair.size())));
    if (!name || !value || !parameters.emplace(std::move(*name), std::move(*value)).second) {
      return std::nullopt;
    }
  }
  return parameters;
}

}  // namespace beatwatch
