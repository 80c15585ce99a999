#pragma once
#include <cstdint>

#include "adapters/sources/lip_decode.h"
#include "adapters/sources/peer_devices.h"
#include "adapters/sources/position_source.h"
#include "adapters/sources/stream_cut.h"

namespace beatwatch {

/// What stands before the user data of a message that a gateway passes on. No public document says
/// what the gateways of a force send, so this is the least that can name a radio.
enum class lip_envelope : std::uint8_t {
  none,  ///< nothing: the peer is the radio
  ssi,   ///< 3 octets: short subscriber identity
  tsi    ///< 6 octets: MCC 10 bits, MNC 14 bits, SSI 24 bits
};

struct lip_source_settings {
  lip_envelope envelope = lip_envelope::ssi;
  peer_devices peers;  ///< for `none`
};

/// TETRA location reports in a gateway's envelope. The device is the radio's identity in decimal,
/// "1234567" or "234-14-1234567".
class lip_source : public position_source {
 public:
  explicit lip_source(lip_source_settings settings) : settings_(std::move(settings)) {}

  std::string take(std::string_view peer,
                   std::string_view message,
                   instant received_at,
                   std::vector<ping>& pings) override;

 private:
  lip_source_settings settings_;
};

/// The same from the serial interface of a radio that receives for the fleet; the device is the
/// calling radio.
class pei_source : public position_source {
 public:
  std::string take(std::string_view peer,
                   std::string_view message,
                   instant received_at,
                   std::vector<ping>& pings) override;
};

/// A message of a gateway's stream: two octets that count those behind them, envelope included.
std::optional<stream_cut> cut_counted(std::string_view received);

}  // namespace beatwatch
