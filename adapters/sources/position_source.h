#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sources/intake_counts.h"
#include "engine/base/units.h"
#include "engine/event.h"

namespace beatwatch {

/// Turns what the peers of one configured source send into pings. What becomes none is counted.
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

 protected:
  intake_counts counts_;
};

}  // namespace beatwatch
