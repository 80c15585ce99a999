#pragma once
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/temporary_folder.h"

namespace beatwatch {

/// A folder with everything a `beatwatchd` needs: the sources `cad` and `radios` (native) and
/// `cars` (NMEA over UDP), and two zones of 200 m at 52.65 N 1.13 W, `west` and `east` of 1.13 W,
/// below the levels force / north; and the gate `border`, which runs north along
/// 1.13 W, between them.
class daemon_setup {
 public:
  static constexpr std::int32_t lat_e7 = 526'500'000;
  static constexpr std::int32_t lon_e7 = -11'300'000;

  /// `clock` and `more` are lines of TOML: of the table [clock], and whole tables.
  explicit daemon_setup(const std::string& clock = "", const std::string& more = "") {
    std::ofstream(folder_ / "zones.geojson")
        << R"({"type":"FeatureCollection","features":[)" << square("west", -1.132, -1.13) << ','
        << square("east", -1.13, -1.128) << ',' << gate() << "]}";
    write(clock, more);
  }

  void write(const std::string& clock, const std::string& more) const {
    std::ofstream(config_file()) << R"([server]
ingest = "tcp://127.0.0.1:*"
feed = "tcp://127.0.0.1:*"
query = "tcp://127.0.0.1:*"
[journal]
folder = "journal"
[sources.cad]
kind = "native"
[sources.radios]
kind = "native"
[sources.cars]
kind = "nmea_udp"
bind = "127.0.0.1:0"
[zones]
file = "zones.geojson"
level_properties = [["force", "area"]]
kind_property = "kind"
[presence]
origin_lat_deg = 52.65
origin_lon_deg = -1.13
[clock]
time_zone = "Europe/London"
)" << clock << '\n' << more << '\n';
  }

  [[nodiscard]] std::filesystem::path config_file() const { return folder_ / "beatwatch.toml"; }
  [[nodiscard]] std::filesystem::path journal() const { return folder_ / "journal"; }
  [[nodiscard]] const temporary_folder& folder() const { return folder_; }

 private:
  static std::string square(const std::string& name, double west, double east) {
    const std::string w = std::to_string(west);
    const std::string e = std::to_string(east);
    return R"({"type":"Feature","properties":{"force":"force","area":"north","name":")" + name +
           R"("},"geometry":{"type":"Polygon","coordinates":[[[)" + w + ",52.649],[" + e +
           ",52.649],[" + e + ",52.651],[" + w + ",52.651],[" + w + ",52.649]]]}}";
  }

  static std::string gate() {
    return R"({"type":"Feature","properties":{"force":"force","area":"north","name":"border",)"
           R"("kind":"gate"},"geometry":{"type":"LineString",)"
           R"("coordinates":[[-1.13,52.64],[-1.13,52.66]]}})";
  }

  temporary_folder folder_;
};

}  // namespace beatwatch
