#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sources/intake_counts.h"
#include "engine/base/expected.h"
#include "engine/base/units.h"
#include "engine/event.h"

namespace beatwatch {

/// Turns what the peers of one configured source send into pings. What gives no position and names
/// its device is kept in `heard`; what becomes neither is counted.
class position_source {
 public:
  position_source() = default;
  virtual ~position_source() = default;
  position_source(const position_source&) = delete;
  position_source& operator=(const position_source&) = delete;

  /// Reads one datagram, or one message that was cut from a stream, and appends its pings. `peer`
  /// is "10.0.0.7:5017", "[fe80::1]:5017" or an address alone; `received_at` does not decrease from
  /// call to call. Returns what the peer is to be told once the pings are on disk; mostly nothing.
  virtual std::string take(std::string_view peer,
                           std::string_view message,
                           instant received_at,
                           std::vector<ping>& pings) = 0;

  [[nodiscard]] intake_counts& counts() { return counts_; }
  /// Devices that spoke without a position, in order; whoever takes them in clears it.
  [[nodiscard]] std::vector<device_heard>& heard() { return heard_; }

 protected:
  /// Keeps what `device` said when `reason`, for which it became no ping, is that of a signal.
  bool hear(intake_reason reason, std::string device, std::optional<instant> observed_at = {});

  /// Appends the ping, or counts why the message became none.
  void keep_or_count(expected<ping, intake_reason> made,
                     std::string_view peer,
                     std::string_view message,
                     instant received_at,
                     std::vector<ping>& pings);

  intake_counts counts_;
  std::vector<device_heard> heard_;
};

}  // namespace beatwatch
