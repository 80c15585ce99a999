#pragma once
#include <memory>
#include <string>
#include <vector>

#include "adapters/daemon/position_config.h"
#include "adapters/daemon/position_intake.h"
#include "adapters/sources/position_source.h"
#include "adapters/sources/recent_map.h"
#include "adapters/transport/asio.h"
#include "adapters/transport/udp_source.h"

namespace beatwatch {

/// Datagrams of trackers and radios to the engine's loop. A peer that sends more than its share is
/// "throttled": what is beyond is dropped and counted. While the loop has no room datagrams are
/// "lost"; one that would be answered gets no answer then, and comes again.
class udp_intake : public position_intake {
 public:
  /// Binds; throws `std::runtime_error`, which names source and address.
  udp_intake(asio::io_context& loop,
             std::string name,
             const position_socket& settings,
             intake_parts parts);

  void start() override;
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::string endpoint() const override;
  [[nodiscard]] bool is_tcp() const override { return false; }

 private:
  void take(const datagram_batch& batch);
  void take_datagram(const datagram_view& datagram, instant now);

  asio::io_context& loop_;
  std::string name_;
  intake_parts parts_;
  std::unique_ptr<position_source> decoder_;
  udp_source socket_;
  rate_limit rate_;
  recent_map<rate_limit::account> spent_;  ///< by address
  std::vector<ping> pings_;                ///< reused
};

}  // namespace beatwatch
