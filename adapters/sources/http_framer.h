#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace beatwatch {

/// What a client of HTTP/1.1 asked.
struct posted_request {
  std::string method;
  std::string authorization;  ///< as the header has it; empty: none
  std::string body;
};

/// What comes out of a connection: a request, or why no more can be read from it.
struct posted_message {
  std::optional<posted_request> request;
  /// Without a request: 400, 411 (in chunks), 413 (body too large) or 431 (header too large).
  unsigned status = 200;
};

/// Cuts a connection into requests, each of which says how long it is, however the bytes come.
/// Holds no more than one request of the greatest size and what was appended last.
class http_framer {
 public:
  static constexpr std::size_t header_size_max = 8'192;

  explicit http_framer(std::size_t body_size_max);
  ~http_framer();
  http_framer(http_framer&&) noexcept;

  void append(std::string_view bytes);

  /// The next request that is complete. After one that cannot be read there is none.
  std::optional<posted_message> next();

 private:
  struct parser;
  posted_message give_up(unsigned status);

  std::size_t body_size_max_;
  std::unique_ptr<parser> parser_;
  std::string received_;
  bool over_ = false;
};

/// A whole answer; `more` are headers, each with its line end.
std::string http_answer_text(unsigned status, std::string_view body, std::string_view more = {});

}  // namespace beatwatch
