#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "adapters/sources/lip_source.h"
#include "adapters/sources/peer_devices.h"
#include "adapters/transport/tcp_source.h"
#include "engine/base/units.h"

namespace beatwatch {

enum class position_format : std::uint8_t { nmea, taip, lip, pei, teltonika, cot, owntracks };

/// A kind of socket, as the configuration names it.
struct position_kind {
  std::string_view word;
  position_format format{};
  bool tcp = false;  ///< otherwise UDP
};
inline constexpr std::array<position_kind, 12> position_kinds{
    {{"nmea_udp", position_format::nmea, false},
     {"nmea_tcp", position_format::nmea, true},
     {"taip_udp", position_format::taip, false},
     {"taip_tcp", position_format::taip, true},
     {"lip_udp", position_format::lip, false},
     {"lip_tcp", position_format::lip, true},
     {"pei_tcp", position_format::pei, true},
     {"teltonika_udp", position_format::teltonika, false},
     {"teltonika_tcp", position_format::teltonika, true},
     {"cot_udp", position_format::cot, false},
     {"cot_tcp", position_format::cot, true},
     {"owntracks_http", position_format::owntracks, true}}};

/// Trackers or radios that send to a socket of the server.
struct position_socket {
  position_format format = position_format::nmea;
  bool tcp = false;  ///< otherwise UDP
  std::string bind;  ///< "address:port"
  std::string address;
  std::uint16_t port = 0;  ///< 0: any free one

  peer_devices peers;               ///< nmea, taip, lip without an envelope
  bool mend_week_rollover = false;  ///< nmea
  duration clock_ahead{0};          ///< taip: of UTC
  lip_envelope envelope = lip_envelope::ssi;
  /// owntracks: of users; empty: nobody's is looked at.
  std::map<std::string, std::string, std::less<>> passwords;

  std::size_t receive_buffer_bytes = 4 << 20;  ///< UDP
  tcp_limits limits;                           ///< UDP: only the messages per second of a peer
};

}  // namespace beatwatch
