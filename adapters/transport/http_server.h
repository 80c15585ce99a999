#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/transport/asio.h"
#include "adapters/transport/http_message.h"
#include "adapters/transport/tls.h"

namespace beatwatch {

/// What the peers of an HTTP socket may cost.
struct http_limits {
  std::size_t connections_max = 500;
  std::uint32_t header_bytes_max = 16'384;
  std::uint64_t body_bytes_max = 1'048'576;
  std::chrono::milliseconds request_max{std::chrono::seconds{10}};  ///< for the whole of a request
  std::chrono::milliseconds idle_max{std::chrono::minutes{1}};      ///< between two requests
  /// For a client to take what it is sent; one that does not is cut off.
  std::chrono::milliseconds write_max{std::chrono::seconds{30}};
};

/// An answer without an end. Asked for more only when the client has taken what it was given, so a
/// slow one costs no more than that piece.
class http_stream {
 public:
  explicit http_stream(asio::io_context& loop) : news_(loop) {
    news_.expires_at(std::chrono::steady_clock::time_point::max());
  }
  virtual ~http_stream() = default;
  http_stream(const http_stream&) = delete;
  http_stream& operator=(const http_stream&) = delete;

  /// What to send next; empty: nothing yet.
  virtual std::string take() = 0;
  /// False: it is over once `take` gives nothing more.
  [[nodiscard]] virtual bool goes_on() const = 0;

  /// There may be something to take.
  void wake() { news_.cancel(); }
  [[nodiscard]] asio::steady_timer& news() { return news_; }

 private:
  asio::steady_timer news_;
};

/// `stream` set: the response has no body of its own, and what the stream gives follows its head.
struct http_answer {
  http_response head;
  std::shared_ptr<http_stream> stream;
};

/// Called on the loop's thread; the handler outlives the server.
class http_handler {
 public:
  http_handler() = default;
  virtual ~http_handler() = default;
  http_handler(const http_handler&) = delete;
  http_handler& operator=(const http_handler&) = delete;

  /// One to HEAD is sent without its body and its stream.
  virtual asio::awaitable<http_answer> answer(http_request request) = 0;
  /// To a request that cannot be taken: 400, 413 or 431. The connection ends with it.
  [[nodiscard]] virtual http_answer refuse(unsigned status) const = 0;
  /// "too_many_connections", "timed_out", "malformed", "too_large", "slow_reader" or "no_tls": once
  /// each time a connection ends for it, or is not taken.
  virtual void count(std::string_view reason) = 0;
};

/// HTTP/1.1 by Boost.Beast, over TLS when there is a context for it: connections that stay open,
/// answers one after the other.
class http_server {
 public:
  /// Binds. Throws `boost::system::system_error`.
  http_server(asio::io_context& loop,
              const asio::ip::tcp::endpoint& bind,
              const http_limits& limits,
              std::optional<asio::ssl::context> tls,
              http_handler& handler);

  /// Accepts from now on.
  void start();
  /// "address:port", with the actual port.
  [[nodiscard]] std::string endpoint() const;

 private:
  template <typename Stream>
  struct connection;
  struct write_as {
    bool keep_alive = false;
    bool with_body = true;
  };

  asio::awaitable<void> accept_all();
  asio::awaitable<void> serve(asio::ip::tcp::socket socket);
  asio::awaitable<void> serve_plain(asio::ip::tcp::socket socket);
  asio::awaitable<void> serve_tls(asio::ip::tcp::socket socket);
  template <typename Stream>
  asio::awaitable<unsigned> read(connection<Stream>& peer);
  template <typename Stream>
  asio::awaitable<bool> answer_one(connection<Stream>& peer);
  template <typename Stream>
  asio::awaitable<bool> write(connection<Stream>& peer, const http_answer& answer, write_as how);
  template <typename Stream>
  asio::awaitable<void> stream_to(connection<Stream>& peer, http_stream& stream);

  asio::ip::tcp::acceptor acceptor_;
  http_limits limits_;
  std::optional<asio::ssl::context> tls_;
  http_handler& handler_;
  std::size_t connections_ = 0;
};

}  // namespace beatwatch
