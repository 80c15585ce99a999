#pragma once
#include <array>
#include <chrono>
#include <optional>
#include <string_view>
#include <variant>

#include "adapters/sources/nmea_fields.h"
#include "adapters/sources/nmea_frame.h"
#include "engine/base/expected.h"
#include "engine/geo/position.h"

namespace beatwatch {

// NMEA 0183 position sentences, versions 2.0 to 4.11. An empty field is absent, a letter 0.

/// Recommended minimum data: the only sentence with a date.
struct nmea_rmc {
  std::optional<nmea_time> time;
  std::optional<std::chrono::sys_days> date;
  char status = 0;             ///< A active, V warning
  std::optional<position> at;  ///< with status V the last known
  std::optional<double> speed_mps;
  std::optional<double> course_deg;         ///< clockwise from true north; noise below 1 m/s
  std::optional<double> mag_variation_deg;  ///< east positive
  char mode = 0;                            ///< A D E F P R M S N; from version 2.3 on
  char nav_status = 0;                      ///< S C U V; from version 4.10 on; never invalidates
};

/// Fix data of one receiver.
struct nmea_gga {
  std::optional<nmea_time> time;
  std::optional<position> at;
  std::optional<int> quality;  ///< 0 none ... 6 estimated, 7 manual, 8 simulator
  std::optional<int> satellites;
  std::optional<double> hdop;
  std::optional<double> alt_msl_m;
  std::optional<double> geoid_sep_m;
};

/// Fix data of several constellations.
struct nmea_gns {
  std::optional<nmea_time> time;
  std::optional<position> at;
  nmea_letters mode;  ///< one letter per constellation
  std::optional<int> satellites;
  std::optional<double> hdop;
  std::optional<double> alt_msl_m;
  std::optional<double> geoid_sep_m;
  char nav_status = 0;
};

/// Course and speed, without a time.
struct nmea_vtg {
  std::optional<double> course_deg;
  std::optional<double> course_magnetic_deg;
  std::optional<double> speed_mps;
  char mode = 0;
};

struct nmea_message {
  std::array<char, 2> talker{};
  std::variant<nmea_rmc, nmea_gga, nmea_gns, nmea_vtg> body;
};

/// Decodes one line. The talker does not matter, but `$P...` is proprietary and not supported.
/// Fields beyond those of the newest version are ignored. Never reads past the line.
expected<nmea_message, nmea_error> decode_nmea(std::string_view line);

// Whether the position may be plotted as where the receiver is: there are coordinates, and
//   RMC: status A, and no mode or one of A D E F P R
//   GGA: quality 1 ... 6
//   GNS: a mode letter among A D E F P R
bool position_valid(const nmea_rmc& rmc);
bool position_valid(const nmea_gga& gga);
bool position_valid(const nmea_gns& gns);

}  // namespace beatwatch
