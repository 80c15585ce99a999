#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sources/position_source.h"
#include "adapters/sources/teltonika_decode.h"

namespace beatwatch {

/// Records of Teltonika trackers; the device is the tracker's IMEI.
///   time      of the record, which may be hours old
///   accuracy  of the HDOP (element 182) when it is there
///   ignition, moving  elements 239 and 240
///   trigger   emergency of a record with priority 2; interval of one that no element caused
/// A record without a fix is heard as `no_fix`, or, of priority 2, as an emergency.
///
/// As a `position_source` it takes datagrams. The answer to one acknowledges all its records, those
/// included that became no ping, as they are counted: what is not acknowledged would be sent again
/// for ever. What is damaged on the way gets none.
class teltonika_source : public position_source {
 public:
  std::string take(std::string_view peer,
                   std::string_view message,
                   instant received_at,
                   std::vector<ping>& pings) override;

  /// The records of a packet of this device.
  void take_records(std::string_view peer,
                    std::string_view device,
                    std::span<const avl_record> records,
                    std::string_view message,
                    instant received_at,
                    std::vector<ping>& pings);

 private:
  std::vector<avl_record> records_;  ///< reused
};

/// One TCP connection of a tracker: first its identity, then packets.
class teltonika_stream {
 public:
  teltonika_stream(teltonika_source& source, std::string peer)
      : source_(source), peer_(std::move(peer)) {}

  struct outcome {
    std::string answer;    ///< to be sent; empty: nothing
    bool at_once = false;  ///< not only once the pings are on disk
    bool give_up = false;  ///< nothing that follows can be understood
  };

  /// Reads one frame. A packet whose checksum holds and that cannot be understood is counted and
  /// acknowledged, or it would come again for ever; one that is damaged gets no answer, and comes
  /// again.
  outcome take(std::string_view frame, instant received_at, std::vector<ping>& pings);

 private:
  teltonika_source& source_;
  std::string peer_;
  std::string device_;               ///< empty: not known yet
  std::vector<avl_record> records_;  ///< reused
};

}  // namespace beatwatch
