#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/transport/asio.h"

namespace beatwatch {

/// Datagrams as they came, from one address each.
struct datagram_view {
  std::string_view from;  ///< "10.0.0.7:5017" or "[fe80::1]:5017"
  std::span<const std::byte> bytes;
  asio::ip::udp::endpoint endpoint;  ///< the same address, to answer to
};

/// What a source takes in at once, and what it could not.
struct datagram_batch {
  std::span<const datagram_view> datagrams;
  std::uint64_t oversized = 0;  ///< longer than `udp_source::datagram_size_max`, not in the batch
  std::uint64_t lost = 0;  ///< dropped by the kernel since the batch before: its buffer was full
};

/// A UDP socket that is read in bounded batches and then yields the loop to others.
///
/// The kernel reports its losses with the next datagram that it delivers (SO_RXQ_OVFL), so those
/// after the last one become known with the next.
class udp_source {
 public:
  static constexpr std::size_t datagram_size_max = 2048;
  static constexpr std::size_t batch_size_max = 64;

  using handler = std::function<void(const datagram_batch&)>;

  /// Binds at once; throws boost::system::system_error when that fails. Port 0: any free one.
  udp_source(asio::io_context& loop,
             const asio::ip::udp::endpoint& bind,
             std::size_t receive_buffer_bytes);

  [[nodiscard]] asio::ip::udp::endpoint local_endpoint() const { return socket_.local_endpoint(); }

  /// One datagram; lost, as any may be, when the kernel has no room for it.
  void send(const asio::ip::udp::endpoint& to, std::string_view bytes);

  /// Reads for ever; `take` is called on the loop's thread.
  asio::awaitable<void> run(handler take);

 private:
  /// Number of datagrams taken out of the socket, usable or not.
  std::size_t read_batch(const handler& take);

  struct slot {
    std::array<std::byte, datagram_size_max> bytes;
    std::array<char, 64> peer_text;
  };
  asio::ip::udp::socket socket_;
  std::vector<slot> slots_;
  std::uint32_t lost_before_ = 0;  ///< the kernel's counter, which wraps
};

}  // namespace beatwatch
