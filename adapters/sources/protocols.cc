#include "adapters/sources/protocols.h"

#include <algorithm>
#include <array>

#include "adapters/sources/cot_decode.h"
#include "adapters/sources/gpx_decode.h"
#include "adapters/sources/gtfs_rt_decode.h"
#include "adapters/sources/lip_json.h"
#include "adapters/sources/nmea_json.h"
#include "adapters/sources/owntracks_decode.h"
#include "adapters/sources/pei_json.h"
#include "adapters/sources/taip_decode.h"
#include "adapters/sources/taip_json.h"
#include "adapters/sources/teltonika_decode.h"
#include "adapters/sources/teltonika_json.h"

namespace beatwatch {
namespace {

constexpr std::size_t line_max = 65'536;

constexpr std::array all{
    protocol{"nmea0183", cut_line, line_max, nmea_line_json},
    protocol{"tetra-lip", cut_nothing, line_max, lip_line_json},
    protocol{"tetra-pei", cut_pei, line_max, pei_message_json},
    protocol{"teltonika-tcp", cut_teltonika_tcp, line_max, teltonika_tcp_json},
    protocol{"teltonika-udp", cut_teltonika_udp, line_max, teltonika_udp_json},
    protocol{"taip", cut_taip, taip_frame_max, taip_json},
    protocol{"cot", cut_nothing, cot_size_max, cot_json},
    protocol{"owntracks", cut_line, owntracks_size_max, owntracks_json},
    protocol{"gpx", cut_nothing, gpx_size_max, gpx_json},
    protocol{"gtfs-rt", cut_nothing, gtfs_rt_size_max, gtfs_rt_json},
};

}  // namespace

std::span<const protocol> protocols() { return all; }

std::string protocol_names() {
  std::string names;
  for (const protocol& each : all) {
    names += (names.empty() ? "" : ", ") + std::string{each.name};
  }
  return names;
}

const protocol* find_protocol(std::string_view name) {
  const auto* const found = std::find_if(
      all.begin(), all.end(), [name](const protocol& each) { return each.name == name; });
  return found != all.end() ? found : nullptr;
}

}  // namespace beatwatch
