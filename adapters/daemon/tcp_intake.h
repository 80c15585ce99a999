#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "adapters/daemon/position_config.h"
#include "adapters/daemon/position_intake.h"
#include "adapters/sources/position_source.h"
#include "adapters/transport/asio.h"
#include "adapters/transport/tcp_source.h"

namespace beatwatch {

/// Binds; throws `std::runtime_error`, which names source and address. Port 0: any free one.
tcp_source bind_tcp_source(asio::io_context& loop,
                           const std::string& name,
                           const std::string& address,
                           std::uint16_t port,
                           const tcp_limits& limits);

/// Connections of trackers and radios to the engine's loop. While that has no room nothing is read,
/// so that nothing is lost; what is to be answered is answered once it is on disk.
class tcp_intake : public position_intake {
 public:
  /// Binds; throws `std::runtime_error`, which names source and address.
  tcp_intake(asio::io_context& loop,
             std::string name,
             const position_socket& settings,
             intake_parts parts);

  void start() override;
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::string endpoint() const override;
  [[nodiscard]] bool is_tcp() const override { return true; }

 private:
  asio::io_context& loop_;
  std::string name_;
  position_format format_;
  std::map<std::string, std::string, std::less<>> passwords_;  ///< of users
  intake_parts parts_;
  std::unique_ptr<position_source> decoder_;
  tcp_source socket_;
};

}  // namespace beatwatch
