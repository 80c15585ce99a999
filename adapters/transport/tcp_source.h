#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/transport/asio.h"
#include "adapters/transport/rate_limit.h"

namespace beatwatch {

/// What the peers of a TCP source may cost.
struct tcp_limits {
  std::size_t connections_max = 1'000;
  /// Without a complete message; a peer that only trickles is silent.
  std::chrono::milliseconds silence_max{std::chrono::minutes{10}};
  double messages_per_s = 10'000;  ///< of one connection; beyond, it is read more slowly
};

/// One connection, to answer on. It stays open while somebody holds it.
class tcp_link : public std::enable_shared_from_this<tcp_link> {
 public:
  static constexpr std::size_t unsent_bytes_max = 65'536;

  explicit tcp_link(asio::ip::tcp::socket socket);

  [[nodiscard]] const std::string& peer() const { return peer_; }  ///< "10.0.0.7:5017"

  /// In order, without waiting. A peer that does not read what it is told is cut off.
  void send(std::string_view bytes);
  void close();
  [[nodiscard]] asio::ip::tcp::socket& socket() { return socket_; }

 private:
  void write_more();

  asio::ip::tcp::socket socket_;
  std::string peer_;
  std::string unsent_;
  std::string writing_;
};

struct tcp_taken {
  std::size_t messages = 0;  ///< that became complete
  bool give_up = false;      ///< nothing that follows can be understood
};

/// What reads one connection; made when it is accepted, gone when it is over.
class tcp_reader {
 public:
  tcp_reader() = default;
  virtual ~tcp_reader() = default;
  tcp_reader(const tcp_reader&) = delete;
  tcp_reader& operator=(const tcp_reader&) = delete;

  virtual tcp_taken take(std::string_view bytes) = 0;
  /// No more will come.
  virtual void finish() = 0;
};

/// Called on the loop's thread.
struct tcp_source_hooks {
  std::function<std::unique_ptr<tcp_reader>(const std::shared_ptr<tcp_link>&)> accept;
  /// While false nothing is read, so that TCP itself holds the senders up.
  std::function<bool()> has_room;
  /// "too_many_connections", "timed_out" or "throttled": counted once each time.
  std::function<void(std::string_view)> count;
};

/// A TCP socket that accepts senders and reads each in turn, a bounded piece at a time.
class tcp_source {
 public:
  /// Binds at once; throws boost::system::system_error when that fails. Port 0: any free one.
  tcp_source(asio::io_context& loop, const asio::ip::tcp::endpoint& bind, const tcp_limits& limits);

  [[nodiscard]] asio::ip::tcp::endpoint local_endpoint() const {
    return acceptor_.local_endpoint();
  }

  /// Accepts for ever. `hooks` are kept.
  asio::awaitable<void> run(tcp_source_hooks hooks);

 private:
  asio::awaitable<void> serve(std::shared_ptr<tcp_link> link);
  asio::awaitable<void> read_all(std::shared_ptr<tcp_link> link,
                                 std::shared_ptr<asio::steady_timer> silence);
  void watch(const std::shared_ptr<tcp_link>& link,
             const std::shared_ptr<asio::steady_timer>& silence);
  asio::awaitable<void> wait(std::chrono::steady_clock::duration time);

  asio::ip::tcp::acceptor acceptor_;
  tcp_limits limits_;
  rate_limit rate_;
  tcp_source_hooks hooks_;
  std::size_t connections_ = 0;
};

}  // namespace beatwatch
