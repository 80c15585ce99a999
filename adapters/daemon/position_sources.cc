#include "adapters/daemon/position_sources.h"

#include <array>

#include "adapters/sources/cot_decode.h"
#include "adapters/sources/cot_source.h"
#include "adapters/sources/lip_source.h"
#include "adapters/sources/nmea_source.h"
#include "adapters/sources/owntracks_decode.h"
#include "adapters/sources/owntracks_source.h"
#include "adapters/sources/pei_decode.h"
#include "adapters/sources/taip_decode.h"
#include "adapters/sources/taip_source.h"
#include "adapters/sources/teltonika_source.h"

namespace beatwatch {
namespace {

constexpr std::size_t lines_max = 32'768;  // as many lines as are read at once
constexpr std::size_t lip_message_max = 512;
constexpr std::size_t teltonika_frame_max = teltonika_data_max + 64;

struct format_rules {
  std::string_view name;
  stream_cutter cut;
  std::size_t message_max;
  bool loses_the_stream;
};

constexpr std::array<format_rules, 7> rules{
    {{"NMEA 0183", cut_lines, lines_max, false},
     {"TAIP", cut_taip, taip_frame_max, false},
     {"TETRA LIP", cut_counted, lip_message_max, true},
     {"TETRA PEI", cut_pei, pei_message_max, false},
     {"Teltonika", cut_teltonika_tcp, teltonika_frame_max, true},
     {"Cursor-on-Target", cut_cot, cot_size_max, false},
     {"OwnTracks", cut_nothing, owntracks_size_max, true}}};

const format_rules& rules_of(position_format format) {
  return rules.at(static_cast<std::size_t>(format));
}

}  // namespace

std::unique_ptr<position_source> make_position_source(const position_socket& settings) {
  switch (settings.format) {
    case position_format::nmea:
      return std::make_unique<nmea_source>(nmea_source_settings{
          .peers = settings.peers, .mend_week_rollover = settings.mend_week_rollover});
    case position_format::taip:
      return std::make_unique<taip_source>(
          taip_source_settings{.peers = settings.peers, .clock_ahead = settings.clock_ahead});
    case position_format::lip:
      return std::make_unique<lip_source>(
          lip_source_settings{.envelope = settings.envelope, .peers = settings.peers});
    case position_format::pei:
      return std::make_unique<pei_source>();
    case position_format::teltonika:
      return std::make_unique<teltonika_source>();
    case position_format::cot:
      return std::make_unique<cot_source>();
    case position_format::owntracks:
      return std::make_unique<owntracks_source>();
  }
  return nullptr;
}

stream_framer make_stream_framer(position_format format) {
  return {rules_of(format).cut, rules_of(format).message_max};
}

bool loses_the_stream(position_format format) { return rules_of(format).loses_the_stream; }

std::string_view to_string(position_format format) { return rules_of(format).name; }

}  // namespace beatwatch
