#pragma once
#include "adapters/sources/peer_devices.h"
#include "adapters/sources/position_source.h"
#include "adapters/sources/taip_decode.h"
#include "engine/base/units.h"

namespace beatwatch {

struct taip_source_settings {
  peer_devices peers;
  duration clock_ahead{0};  ///< of UTC: 18 s for receivers that send GPS time, 0 for the others
};

/// TAIP frames, several of which may stand in one message.
///   device    what is configured for the peer; else the vehicle id, unless it is none or the
///             "0000" that routers come with; else the peer's address
///   time      of an event as it stands; otherwise of the day that is nearest to reception
///   accuracy  a position that is old or degraded states 100 km: the device is alive; all others
///             state nothing
class taip_source : public position_source {
 public:
  explicit taip_source(taip_source_settings settings) : settings_(std::move(settings)) {}

  std::string take(std::string_view peer,
                   std::string_view message,
                   instant received_at,
                   std::vector<ping>& pings) override;

 private:
  void take_frame(std::string_view peer,
                  std::string_view frame,
                  instant received_at,
                  std::vector<ping>& pings);
  [[nodiscard]] std::string device_of(const taip_report& report, std::string_view peer) const;

  taip_source_settings settings_;
};

}  // namespace beatwatch
