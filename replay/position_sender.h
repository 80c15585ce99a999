#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/daemon/position_config.h"
#include "adapters/transport/asio.h"
#include "engine/event.h"

namespace beatwatch {

/// Sends pings to a socket of a server as the devices behind them would: over UDP each in a
/// datagram of its own; over TCP on one connection of a gateway, except Teltonika trackers, each of
/// which has its own, says who it is and waits for the answer to a packet before it sends the next.
/// What OwnTracks posts is answered too, but does not wait one by one.
class position_sender {
 public:
  /// `target` is "KIND://address:port", the address in numbers and the kind as in a configuration,
  /// "teltonika_tcp". Throws `std::runtime_error` for anything else, and when nobody listens.
  explicit position_sender(const std::string& target);

  /// Throws `std::runtime_error` when the connection ends, when an answer does not come within a
  /// minute or takes fewer records than were sent, and for a device whose name cannot be said.
  void send(const ping& seen);

  /// Waits for all answers.
  void drain();

  [[nodiscard]] std::size_t sent() const { return sent_; }
  /// Of them the pings that were answered: on disk at the server.
  [[nodiscard]] std::size_t acknowledged() const { return acknowledged_; }

 private:
  struct tracker {
    explicit tracker(asio::io_context& context) : socket(context) {}
    asio::ip::tcp::socket socket;
    std::size_t unanswered = 0;  ///< records
  };

  void send_datagram(const ping& seen);
  void send_on_stream(const ping& seen);
  void send_as_tracker(const ping& seen);
  void take_answer(tracker& of);
  void take_answers_to_posts();
  [[nodiscard]] tracker& tracker_of(const std::string& device);

  asio::io_context context_;
  position_kind kind_;
  asio::ip::address address_;
  std::uint16_t port_ = 0;
  asio::ip::udp::socket datagrams_;
  asio::ip::tcp::socket stream_;
  std::map<std::string, std::unique_ptr<tracker>> trackers_;
  std::uint16_t packet_id_ = 0;
  std::size_t unanswered_posts_ = 0;
  std::size_t sent_ = 0;
  std::size_t acknowledged_ = 0;
};

}  // namespace beatwatch
