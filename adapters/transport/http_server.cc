#include "adapters/transport/http_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <cctype>
#include <optional>
#include <utility>

namespace beatwatch {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

constexpr std::chrono::milliseconds accept_again_after{100};
constexpr std::size_t read_ahead_bytes_max = 65'536;

std::string lower(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return result;
}

std::string_view text_of(beast::string_view text) { return {text.data(), text.size()}; }

http_request to_request(http::request<http::string_body>&& in, const tcp::socket& socket) {
  http_request request{.method = std::string{text_of(in.method_string())},
                       .path = std::string{text_of(in.target())},
                       .query = {},
                       .fields = {},
                       .body = std::move(in.body()),
                       .peer = {}};
  if (const auto mark = request.path.find('?'); mark != std::string::npos) {
    request.query = request.path.substr(mark + 1);
    request.path.resize(mark);
  }
  for (const auto& field : in) {
    std::string name = lower(text_of(field.name_string()));
    if (request.field(name).empty()) {
      request.fields.emplace_back(std::move(name), text_of(field.value()));
    }
  }
  boost::system::error_code gone;
  const auto from = socket.remote_endpoint(gone);
  request.peer = gone ? "unknown" : from.address().to_string();
  return request;
}

}  // namespace

template <typename Stream>
struct http_server::connection {
  template <typename... Rest>
  explicit connection(tcp::socket socket, Rest&... rest) : stream(std::move(socket), rest...) {}

  /// The layer that has the socket and the time-outs.
  [[nodiscard]] beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream); }

  Stream stream;
  beast::flat_buffer read_ahead{read_ahead_bytes_max};
  std::optional<http::request_parser<http::string_body>> parser;
};

http_server::http_server(asio::io_context& loop,
                         const tcp::endpoint& bind,
                         const http_limits& limits,
                         std::optional<asio::ssl::context> tls,
                         http_handler& handler)
    : acceptor_(loop, bind), limits_(limits), tls_(std::move(tls)), handler_(handler) {}

void http_server::start() {
  asio::co_spawn(acceptor_.get_executor(), accept_all(), asio::detached);
}

std::string http_server::endpoint() const {
  const auto at = acceptor_.local_endpoint();
  const std::string address = at.address().to_string();
  return fmt::format("{}:{}", at.address().is_v6() ? "[" + address + "]" : address, at.port());
}

asio::awaitable<void> http_server::accept_all() {
  for (;;) {
    boost::system::error_code failed;
    tcp::socket socket =
        co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, failed));
    if (failed) {  // out of descriptors, or the peer has gone
      asio::steady_timer timer(acceptor_.get_executor(), accept_again_after);
      boost::system::error_code ignored;
      co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
      continue;
    }
    if (connections_ >= limits_.connections_max) {
      handler_.count("too_many_connections");
      continue;
    }
    ++connections_;
    asio::co_spawn(acceptor_.get_executor(), serve(std::move(socket)), asio::detached);
  }
}

asio::awaitable<void> http_server::serve(tcp::socket socket) {
  if (tls_) {
    co_await serve_tls(std::move(socket));
  } else {
    co_await serve_plain(std::move(socket));
  }
  --connections_;
}

asio::awaitable<void> http_server::serve_plain(tcp::socket socket) {
  connection<beast::tcp_stream> peer{std::move(socket)};
  while (co_await answer_one(peer)) {
  }
  boost::system::error_code ignored;
  peer.stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> http_server::serve_tls(tcp::socket socket) {
  connection<beast::ssl_stream<beast::tcp_stream>> peer{std::move(socket), *tls_};
  boost::system::error_code failed;
  peer.lowest().expires_after(limits_.request_max);
  co_await peer.stream.async_handshake(asio::ssl::stream_base::server,
                                       asio::redirect_error(asio::use_awaitable, failed));
  if (failed) {
    handler_.count(failed == beast::error::timeout ? "timed_out" : "no_tls");
    co_return;
  }
  while (co_await answer_one(peer)) {
  }
  peer.lowest().expires_after(limits_.request_max);
  co_await peer.stream.async_shutdown(asio::redirect_error(asio::use_awaitable, failed));
}

// Zero: it has gone, or had nothing more to ask; 200: a request came; else how to refuse it.
template <typename Stream>
asio::awaitable<unsigned> http_server::read(connection<Stream>& peer) {
  boost::system::error_code failed;
  if (peer.read_ahead.size() == 0) {
    peer.lowest().expires_after(limits_.idle_max);
    const std::size_t size =
        co_await peer.stream.async_read_some(peer.read_ahead.prepare(limits_.header_bytes_max),
                                             asio::redirect_error(asio::use_awaitable, failed));
    peer.read_ahead.commit(size);
    if (failed) {
      co_return 0;
    }
  }
  http::request_parser<http::string_body>& parser = peer.parser.emplace();
  parser.header_limit(limits_.header_bytes_max);
  parser.body_limit(limits_.body_bytes_max);
  peer.lowest().expires_after(limits_.request_max);
  co_await http::async_read(
      peer.stream, peer.read_ahead, parser, asio::redirect_error(asio::use_awaitable, failed));
  if (!failed) {
    co_return 200;
  }
  if (failed == beast::error::timeout) {
    handler_.count("timed_out");
    co_return 0;
  }
  if (failed == http::error::body_limit || failed == http::error::header_limit) {
    handler_.count("too_large");
    co_return failed == http::error::body_limit ? 413 : 431;
  }
  if (failed == http::error::end_of_stream || failed == http::error::partial_message ||
      failed.category() == asio::error::get_system_category()) {
    co_return 0;
  }
  handler_.count("malformed");
  co_return 400;
}

// False: the connection is over.
template <typename Stream>
asio::awaitable<bool> http_server::answer_one(connection<Stream>& peer) {
  const unsigned status = co_await read(peer);
  if (status == 0) {
    co_return false;
  }
  http_answer answer;
  write_as how;
  if (status == 200) {
    how.keep_alive = peer.parser->get().keep_alive();
    how.with_body = peer.parser->get().method() != http::verb::head;
    answer = co_await handler_.answer(to_request(peer.parser->release(), peer.lowest().socket()));
    how.keep_alive = how.keep_alive && answer.stream == nullptr;
  } else {
    answer = handler_.refuse(status);
  }
  const bool written = co_await write(peer, answer, how);
  if (written && how.with_body && answer.stream != nullptr) {
    co_await stream_to(peer, *answer.stream);
  }
  co_return written&& how.keep_alive;
}

template <typename Stream>
asio::awaitable<bool> http_server::write(connection<Stream>& peer,
                                         const http_answer& answer,
                                         write_as how) {
  http::response<http::buffer_body> head;
  head.result(answer.head.status);
  head.version(11);
  head.keep_alive(how.keep_alive);
  if (!answer.head.content_type.empty()) {
    head.set(http::field::content_type, answer.head.content_type);
  }
  for (const auto& [name, value] : answer.head.fields) {
    head.set(name, value);
  }
  const std::string* body = answer.head.body.get();
  if (answer.stream == nullptr && answer.head.status != 304 && answer.head.status != 204) {
    head.content_length(body == nullptr ? 0 : body->size());
  }
  head.body().data = nullptr;
  head.body().more = false;
  boost::system::error_code failed;
  peer.lowest().expires_after(limits_.write_max);
  http::response_serializer<http::buffer_body> serializer{head};
  co_await http::async_write_header(
      peer.stream, serializer, asio::redirect_error(asio::use_awaitable, failed));
  if (!failed && body != nullptr && answer.stream == nullptr && how.with_body) {
    co_await asio::async_write(
        peer.stream, asio::buffer(*body), asio::redirect_error(asio::use_awaitable, failed));
  }
  if (failed == beast::error::timeout) {
    handler_.count("slow_reader");
  }
  co_return !failed;
}

// The end of the connection is the end of such an answer.
template <typename Stream>
asio::awaitable<void> http_server::stream_to(connection<Stream>& peer, http_stream& stream) {
  for (;;) {
    const std::string piece = stream.take();
    boost::system::error_code failed;
    if (piece.empty()) {
      if (!stream.goes_on()) {
        co_return;
      }
      co_await stream.news().async_wait(asio::redirect_error(asio::use_awaitable, failed));
      continue;
    }
    peer.lowest().expires_after(limits_.write_max);
    co_await asio::async_write(
        peer.stream, asio::buffer(piece), asio::redirect_error(asio::use_awaitable, failed));
    if (failed) {
      if (failed == beast::error::timeout) {
        handler_.count("slow_reader");
      }
      co_return;
    }
  }
}

}  // namespace beatwatch
