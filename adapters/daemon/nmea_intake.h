#pragma once
#include <string>
#include <vector>

#include "adapters/daemon/clock.h"
#include "adapters/daemon/config.h"
#include "adapters/daemon/engine_loop.h"
#include "adapters/sources/nmea_source.h"
#include "adapters/transport/asio.h"
#include "adapters/transport/udp_source.h"

namespace beatwatch {

/// NMEA 0183 datagrams from a UDP socket to the engine's loop.
class nmea_intake {
 public:
  /// Binds; throws `std::runtime_error`, which names source and address.
  nmea_intake(asio::io_context& loop,
              std::string name,
              const nmea_udp_source& settings,
              const clock_port& clock,
              engine_loop& engine);

  void start();
  [[nodiscard]] const std::string& name() const { return name_; }
  /// "address:port" with the actual port.
  [[nodiscard]] std::string endpoint() const;

 private:
  void take(const datagram_batch& batch);

  asio::io_context& loop_;
  std::string name_;
  const clock_port& clock_;
  engine_loop& engine_;
  nmea_source decoder_;
  udp_source socket_;
  std::vector<ping> pings_;  ///< reused
};

}  // namespace beatwatch
