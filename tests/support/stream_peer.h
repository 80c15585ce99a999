#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <thread>

#include "adapters/transport/asio.h"

namespace beatwatch {

/// The endpoint that a started server names, "127.0.0.1:4711".
template <typename Endpoint>
Endpoint endpoint_of(const std::string& bound) {
  const auto colon = bound.rfind(':');
  return {asio::ip::make_address(bound.substr(0, colon)),
          static_cast<std::uint16_t>(std::stoi(bound.substr(colon + 1)))};
}

/// A tracker or gateway at the other end of a TCP connection.
class stream_peer {
 public:
  explicit stream_peer(const std::string& bound) : socket_(loop_) {
    socket_.connect(endpoint_of<asio::ip::tcp::endpoint>(bound));
  }

  void send(std::string_view bytes) { asio::write(socket_, asio::buffer(bytes)); }

  /// What comes until there are so many octets, the other end closes, or patience ends.
  std::string receive(std::size_t size,
                      std::chrono::milliseconds patience = std::chrono::seconds{30}) {
    const auto until = std::chrono::steady_clock::now() + patience;
    std::string received;
    socket_.non_blocking(true);
    while (received.size() < size && std::chrono::steady_clock::now() < until) {
      std::string piece(size - received.size(), '\0');
      boost::system::error_code error;
      piece.resize(socket_.read_some(asio::buffer(piece), error));
      received += piece;
      if (error && error != asio::error::would_block) {
        closed_ = true;
        break;
      }
      if (error) {
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
      }
    }
    socket_.non_blocking(false);
    return received;
  }

  /// Whether the other end closes within this time.
  bool closes(std::chrono::milliseconds patience = std::chrono::seconds{30}) {
    receive(1, patience);
    return closed_;
  }

 private:
  asio::io_context loop_;
  asio::ip::tcp::socket socket_;
  bool closed_ = false;
};

}  // namespace beatwatch
