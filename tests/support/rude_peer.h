#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "adapters/transport/asio.h"

namespace beatwatch {

/// A frame of ZMTP 3.0.
std::string zmtp_frame(std::string_view bytes, bool more);

/// Speaks ZMTP 3.0 to a server on the loopback and sends as fast as it can, whether the server
/// reads or not. Knows no rule that libzmq keeps its own peers to.
class rude_peer {
 public:
  /// `kind` is the type of socket that it claims to be, e.g. "DEALER".
  rude_peer(asio::io_context& loop, const std::string& endpoint, std::string_view kind);

  /// Sends what fits of what waits, and then of `bytes`. False once it has been cut off.
  bool push(std::string_view bytes);
  [[nodiscard]] std::size_t sent() const { return sent_; }

 private:
  asio::ip::tcp::socket socket_;
  std::string waiting_;
  std::size_t sent_ = 0;
};

}  // namespace beatwatch
