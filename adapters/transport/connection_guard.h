#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <zmq.hpp>

namespace beatwatch {

/// What the peers of a server's socket may cost.
struct connection_limits {
  std::size_t connections_max = 1000;
  std::uint64_t bytes_max = 0;         ///< that libzmq holds of one peer
  std::uint64_t bytes_of_all_max = 0;  ///< and of all of them
};

/// Cuts off the peers of a bound socket that make libzmq hold too much.
///
/// libzmq bounds a frame, and the number of messages in a queue. It bounds neither connections, nor
/// the frames of a message that never ends, nor what an XPUB socket remembers of its subscribers,
/// about fifty bytes for each byte of a prefix. While one peer sends subscriptions as fast as it
/// can, XPUB does not return to its caller either. So a thread of its own looks every 10 ms at how
/// much each connection has sent since the socket's owner took something of it, and shuts down the
/// one that is beyond its limit, or has sent most when all together are beyond theirs. A peer that
/// means well connects again by itself. Of connections that are not TCP only the number is bounded.
class connection_guard {
 public:
  /// `socket` is not bound yet, outlives this object and is used on one thread. `on_change` is
  /// called on the guard's thread when peers were cut off, so many, or have gone: the owner then
  /// looks whether the socket is empty.
  connection_guard(zmq::context_t& context,
                   zmq::socket_t& socket,
                   const connection_limits& limits,
                   std::function<void(std::uint64_t)> on_change);
  ~connection_guard();
  connection_guard(const connection_guard&) = delete;
  connection_guard& operator=(const connection_guard&) = delete;

  /// The owner has this message now: of its sender nothing older is held.
  void took(const zmq::message_t& message);
  /// The owner found the socket empty: of peers that have gone nothing is held.
  void took_all();

 private:
  struct connection {
    std::uint64_t received = 0;
    std::uint64_t taken = 0;  ///< of them
    bool cut_off = false;
    [[nodiscard]] std::uint64_t held() const { return received - taken; }
  };

  void watch(const std::stop_token& stopped);
  void take_events();
  void accept(int descriptor);
  void look_at_all();
  void cut_off_the_largest();
  void cut_off(int descriptor, connection& peer);

  zmq::socket_t& socket_;
  zmq::socket_t events_;
  connection_limits limits_;
  std::function<void(std::uint64_t)> on_change_;

  // Of the guard's thread.
  std::map<int, connection> connections_;  ///< by descriptor
  std::uint64_t held_ = 0;                 ///< of all connections that stand
  std::uint64_t held_of_gone_ = 0;
  std::uint64_t cut_off_count_ = 0;

  std::mutex mutex_;  ///< guards what follows
  std::set<int> taken_;
  bool all_taken_ = false;

  std::jthread thread_;  ///< last: it uses all of them
};

}  // namespace beatwatch
