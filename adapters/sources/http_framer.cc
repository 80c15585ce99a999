#include "adapters/sources/http_framer.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>
#include <limits>
#include <utility>

namespace beatwatch {
namespace {

namespace http = boost::beast::http;

unsigned status_of(const boost::system::error_code& fault) {
  if (fault == http::error::body_limit) {
    return 413;
  }
  return fault == http::error::header_limit ? 431 : 400;
}

std::string text(boost::beast::string_view view) { return {view.data(), view.size()}; }

}  // namespace

struct http_framer::parser {
  explicit parser(std::size_t body_size_max) {
    reading.header_limit(header_size_max);
    reading.body_limit(body_size_max);
    reading.eager(false);  // the header alone, so that it is judged before its body is read
  }
  http::request_parser<http::string_body> reading;
};

http_framer::http_framer(std::size_t body_size_max)
    : body_size_max_(body_size_max), parser_(std::make_unique<parser>(body_size_max)) {}
http_framer::~http_framer() = default;
http_framer::http_framer(http_framer&&) noexcept = default;

void http_framer::append(std::string_view bytes) {
  if (!over_) {
    received_ += bytes;
  }
}

std::optional<posted_message> http_framer::next() {
  while (!over_ && !received_.empty()) {
    boost::system::error_code fault;
    const std::size_t taken = parser_->reading.put(boost::asio::buffer(received_), fault);
    received_.erase(0, taken);
    if (fault == http::error::need_more) {
      return std::nullopt;
    }
    if (fault) {
      return give_up(status_of(fault));
    }
    // The parser ends the program at a last chunk that is wrong (Boost 1.74, parse_chunk_header).
    if (parser_->reading.is_header_done() && parser_->reading.chunked()) {
      return give_up(411);
    }
    if (parser_->reading.is_done()) {
      auto request = parser_->reading.release();
      parser_ = std::make_unique<parser>(body_size_max_);
      return posted_message{
          .request = posted_request{.method = text(request.method_string()),
                                    .authorization = text(request[http::field::authorization]),
                                    .body = std::move(request.body())}};
    }
    if (taken == 0) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

posted_message http_framer::give_up(unsigned status) {
  over_ = true;
  received_.clear();
  return {.request = std::nullopt, .status = status};
}

std::string http_answer_text(unsigned status, std::string_view body, std::string_view more) {
  return "HTTP/1.1 " + std::to_string(status) + " " +
         text(http::obsolete_reason(http::int_to_status(status))) +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + std::string{more} + "\r\n" + std::string{body};
}

}  // namespace beatwatch
