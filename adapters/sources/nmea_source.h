#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sources/intake_counts.h"
#include "adapters/sources/nmea_grouping.h"
#include "adapters/sources/peer_devices.h"
#include "adapters/sources/position_source.h"
#include "adapters/sources/recent_map.h"
#include "engine/base/expected.h"
#include "engine/base/units.h"
#include "engine/event.h"

namespace beatwatch {

struct nmea_source_settings {
  peer_devices peers;
  /// Adds 1,024 weeks to a date more than 1,000 weeks behind reception, for receivers whose week
  /// number has rolled over. Otherwise such positions are counted as `week_rollover`.
  bool mend_week_rollover = false;
};

/// Turns datagrams of NMEA 0183 lines into pings, one per device and epoch (the instant of a fix).
///   device  `s:` of the TAG block before the line, which must keep the rule for names; else what
///           `peers` says of the sender; else its address, with `-` for what no name may hold
///   epoch   the sentences of one device with one time of day in one datagram. A GGA or GNS without
///           an RMC beside it counts only when the device has sent no RMC for a minute: otherwise
///           another datagram carries the same fix. A VTG belongs to the epoch of its device if the
///           datagram holds just one
///   ping    see `nmea_epoch_to_ping`
/// Each line ends up as a ping, merged into a ping, or counted with its reason. Memory is bounded
/// whatever is sent.
class nmea_source : public position_source {
 public:
  explicit nmea_source(nmea_source_settings settings);

  /// Reads one datagram from `peer`, "10.0.0.7:5017", "[fe80::1]:5017" or an address alone, and
  /// appends its pings in the order in which their epochs begin. Blank lines do not count.
  /// `received_at` does not decrease from call to call.
  std::string take(std::string_view peer,
                   std::string_view datagram,
                   instant received_at,
                   std::vector<ping>& pings) override;

  [[nodiscard]] std::uint64_t lines() const { return lines_; }
  [[nodiscard]] std::uint64_t pings() const { return pings_; }
  /// Lines that became part of a ping begun by another line.
  [[nodiscard]] std::uint64_t merged() const { return merged_; }

 private:
  struct reported_epoch {
    instant observed_at;
    position at;
    bool by_rmc = false;
  };
  struct device_memory {
    std::optional<instant> rmc_received_at;
    std::array<std::optional<reported_epoch>, 8> reported;  ///< a ring
    std::size_t next = 0;
  };

  /// Puts the lines that are sentences of a known device into `parts_`; the others are counted.
  void read_lines(std::string_view peer, std::string_view datagram, instant received_at);
  /// Empty: it is among `parts_`.
  [[nodiscard]] std::optional<intake_reason> read_line(std::string_view peer,
                                                       std::string_view line);
  [[nodiscard]] expected<ping, intake_reason> report(const nmea_group& group, instant received_at);

  nmea_source_settings settings_;
  recent_map<device_memory> devices_;
  // Of the datagram being read; their memory is used again.
  std::vector<nmea_part> parts_;
  std::optional<std::string> device_of_peer_;  ///< once a line was without a TAG block
  std::uint64_t lines_ = 0;
  std::uint64_t pings_ = 0;
  std::uint64_t merged_ = 0;
};

}  // namespace beatwatch
