#include "adapters/daemon/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>

#include "adapters/daemon/endpoint.h"

namespace beatwatch {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// A folder that goes away with the test.
class config_files : public ::testing::Test {
 protected:
  config_files()
      : folder_(std::filesystem::temp_directory_path() /
                ("beatwatch-config-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~config_files() override { std::filesystem::remove_all(folder_); }

  config read(const std::string& text) {
    std::ofstream(folder_ / "beatwatch.toml") << text;
    return read_config(folder_ / "beatwatch.toml");
  }

  // What the error says after "<folder>/beatwatch.toml:"; empty without one.
  std::string error_of(const std::string& text) {
    try {
      read(text);
    } catch (const config_error& error) {
      const std::string prefix = (folder_ / "beatwatch.toml").string() + ":";
      EXPECT_THAT(error.what(), StartsWith(prefix));
      return std::string(error.what()).substr(prefix.size());
    }
    return "";
  }

  std::filesystem::path folder_;
};

// The smallest one that is right; tests append to it.
const std::string clock = "[clock]\ntime_zone = \"Europe/London\"\n";
const std::string without_clock = R"([journal]
folder = "journal"
[presence]
origin_lat_deg = 52.66
origin_lon_deg = -0.65
)";
const std::string least = clock + without_clock;

TEST_F(config_files, the_smallest_configuration_has_safe_defaults) {
  const config read = this->read(least);
  EXPECT_EQ(read.journal.folder, folder_ / "journal");
  EXPECT_EQ(read.journal.commit_interval, duration{5});
  EXPECT_EQ(read.clock.kind, clock_kind::wall);
  EXPECT_TRUE(is_loopback_endpoint(read.server.ingest));
  EXPECT_TRUE(is_loopback_endpoint(read.server.feed));
  EXPECT_TRUE(is_loopback_endpoint(read.server.query));
  EXPECT_EQ(read.engine.plane.at, (position{.lat_e7 = 526'600'000, .lon_e7 = -6'500'000}));
  EXPECT_TRUE(read.sources.empty());
}

TEST_F(config_files, shifts_have_a_name_of_their_own_and_local_times) {
  const std::string late = "[[shifts]]\nname = \"late\"\nfrom = 14:00:00\nto = 00:00:00\n";
  const config read = this->read(least + late);
  ASSERT_EQ(read.engine.shifts.size(), 1U);
  EXPECT_EQ(read.engine.shifts[0].name, "late");
  EXPECT_EQ(read.engine.shifts[0].start_minute, 14 * 60);
  EXPECT_EQ(read.engine.shifts[0].end_minute, 0);
  EXPECT_THAT(error_of(least + late + late), HasSubstr("a name that no other shift has"));
  EXPECT_THAT(error_of(least + "[[shifts]]\nname = \"late\"\nfrom = 14:00:00\n"),
              HasSubstr("its end in local time"));
}

TEST_F(config_files, every_section_fills_its_part) {
  std::ofstream{folder_ / "holidays.csv"} << "date\n2026-12-25\n";
  const config read = this->read(R"(
[server]
ingest = "tcp://127.0.0.1:*"
log = "json"
[clock]
kind = "driven"
start = 2026-11-20T15:00:00+01:00
time_zone = "Europe/London"
policing_day_start = 06:30:00
public_holidays = "holidays.csv"
[journal]
folder = "/var/lib/beatwatch"
commit_ms = 2.5
checkpoint_min = 30
queue_mib = 9
[sources.cars]
kind = "nmea_udp"
bind = "127.0.0.1:10110"
peers = { "127.0.0.1" = "car-1", "127.0.0.2:5017" = "car-2" }
refresh_s = 5
gap_limit_s = 60
fix_error_m = 10
[sources.cad]
kind = "native"
time_error_ms = 500
[sources.rota]
kind = "csv"
what = "plan"
path = "files/plan.csv"
columns = { zone = "Beat code" }
[zones]
file = "zones.geojson"
red_windows_property = "red"
level_properties = [["force", "beat"], ["ward"]]
[roads]
file = "/maps/town.roads"
[presence]
origin_lat_deg = 1
origin_lon_deg = 2.5
horizon_min = 90
[feed]
queued_messages = 7
[nearest]
count = 3
fix_age_max_s = 120
)");
  EXPECT_EQ(read.server.log, log_format::json);
  EXPECT_EQ(
      read.clock.start,
      instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20}} + std::chrono::hours{14});
  EXPECT_EQ(read.engine.policing_day_start_minute, 390);
  EXPECT_EQ(read.engine.clock.public_holidays, std::vector{calendar_date{20261225}});
  EXPECT_EQ(read.journal.folder, "/var/lib/beatwatch");
  EXPECT_EQ(read.journal.commit_interval, duration{3});
  EXPECT_EQ(read.journal.queue_mib, 9u);
  ASSERT_EQ(read.sources.size(), 3u);
  EXPECT_EQ(read.sources[1].name, "cars");
  const auto& cars = std::get<position_socket>(read.sources[1].kind);
  EXPECT_EQ(cars.address, "127.0.0.1");
  EXPECT_EQ(cars.port, 10110);
  EXPECT_EQ(cars.peers.at("127.0.0.2:5017"), "car-2");
  const auto& rota = std::get<csv_source>(read.sources[2].kind);
  EXPECT_EQ(rota.what, csv_content::plan);
  EXPECT_EQ(rota.path, folder_ / "files/plan.csv");
  EXPECT_EQ(rota.columns.at("zone"), "Beat code");
  EXPECT_EQ(read.zones.file.path, folder_ / "zones.geojson");
  EXPECT_EQ(read.zones.properties.name, "name");
  EXPECT_EQ(read.zones.properties.red_windows, "red");
  EXPECT_EQ(read.zones.properties.levels,
            (std::vector<std::vector<std::string>>{{"force", "beat"}, {"ward"}}));
  EXPECT_EQ(read.roads.file, "/maps/town.roads");
  EXPECT_EQ(read.feed.queued_messages, 7);
  EXPECT_EQ(read.engine.horizon, std::chrono::minutes{90});
  EXPECT_EQ(read.engine.nearest_count, 3u);
  EXPECT_EQ(read.engine.nearest_fix_age_max, std::chrono::minutes{2});
  ASSERT_EQ(read.engine.profiles.size(), 2u) << "sources with pings, sorted by name";
  EXPECT_EQ(read.engine.profiles[0].source, "cad");
  EXPECT_EQ(read.engine.profiles[0].time_error, duration{500});
  EXPECT_EQ(read.engine.profiles[1].source, "cars");
  EXPECT_EQ(read.engine.profiles[1].refresh, std::chrono::seconds{5});
  EXPECT_EQ(read.engine.profiles[1].fix_error.value, 10);
}

struct mistake {
  std::string appended;  // to `least`, which ends with line 5
  std::string error;     // "line:column: key: ..."
};

TEST_F(config_files, a_socket_of_trackers_or_radios_has_its_format_and_its_limits) {
  const config read = this->read(least + R"([sources.a]
kind = "lip_tcp"
bind = "127.0.0.1:0"
envelope = "tsi"
connections_max = 4
silence_max_s = 30
messages_per_s = 50
[sources.b]
kind = "taip_udp"
bind = "[::1]:21000"
clock_ahead_s = 18
[sources.c]
kind = "teltonika_tcp"
bind = "127.0.0.1:5027"
)");
  ASSERT_EQ(read.sources.size(), 3U);
  const auto& radios = std::get<position_socket>(read.sources[0].kind);
  EXPECT_EQ(radios.format, position_format::lip);
  EXPECT_TRUE(radios.tcp);
  EXPECT_EQ(radios.envelope, lip_envelope::tsi);
  EXPECT_EQ(radios.limits.connections_max, 4U);
  EXPECT_EQ(radios.limits.silence_max, std::chrono::seconds{30});
  EXPECT_EQ(radios.limits.messages_per_s, 50.0);
  const auto& routers = std::get<position_socket>(read.sources[1].kind);
  EXPECT_EQ(routers.format, position_format::taip);
  EXPECT_FALSE(routers.tcp);
  EXPECT_EQ(routers.address, "::1");
  EXPECT_EQ(routers.clock_ahead, std::chrono::seconds{18});
  EXPECT_EQ(read.engine.profiles.at(0).time_error, std::chrono::seconds{5})
      << "the youngest class of age of a radio";
  EXPECT_EQ(read.engine.profiles.at(2).time_error, std::chrono::seconds{0});
}

TEST_F(config_files, a_key_of_another_kind_of_socket_is_a_mistake) {
  const auto error = [this](const std::string& kind, const std::string& key) {
    return error_of(least + "[sources.a]\nkind = \"" + kind + "\"\nbind = \"127.0.0.1:0\"\n" + key);
  };
  EXPECT_EQ(error("lip_udp", "envelope = \"none\"\npeers = { \"10.0.0.7\" = \"R7\" }\n"), "");
  EXPECT_THAT(error("lip_udp", "peers = { \"10.0.0.7\" = \"R7\" }\n"), HasSubstr("peers"));
  EXPECT_THAT(error("nmea_udp", "connections_max = 4\n"), HasSubstr("connections_max"));
  EXPECT_THAT(error("nmea_tcp", "receive_buffer_bytes = 65536\n"),
              HasSubstr("receive_buffer_bytes"));
  EXPECT_THAT(error("pei_udp", ""), HasSubstr("expected one of \"nmea_udp\", \"nmea_tcp\""));
}

TEST_F(config_files, an_error_names_line_column_key_and_what_was_expected) {
  const mistake mistakes[] = {
      {"horizon_mn = 3",
       "8:1: presence.horizon_mn: is not a key of this table; did you mean "
       "\"horizon_min\"?"},
      {"horizon = 3",
       "8:1: presence.horizon: is not a key of this table; did you mean "
       "\"horizon_min\"?"},
      {"colour = 3", "8:1: presence.colour: is not a key of this table"},
      {"horizon_min = \"3\"", "8:15: presence.horizon_min: expected a number from 1 to 1440"},
      {"horizon_min = 0", "8:15: presence.horizon_min: expected a number from 1 to 1440"},
      {"horizon_min = nan", "8:15: presence.horizon_min: expected a number from 1 to 1440"},
      {"[surces.a]", "8:2: surces: is not a key of this table; did you mean \"sources\"?"},
      {"[sources]\ncars = 1", "9:8: sources.cars: expected a table [sources.cars]"},
      {"[sources.cars]",
       "8:1: sources.cars.kind: is missing: expected a kind of source, such as \"nmea_udp\", "
       "\"native\" or \"csv\""},
      {"[sources.cars]\nknd = \"native\"",
       "9:1: sources.cars.knd: is not a key of this table; did you mean \"kind\"?"},
      {"[sources.cars]\nkind = \"nmea\"",
       "9:8: sources.cars.kind: expected one of \"nmea_udp\", \"nmea_tcp\", \"taip_udp\", "
       "\"taip_tcp\", \"lip_udp\", \"lip_tcp\", \"pei_tcp\", \"teltonika_udp\", "
       "\"teltonika_tcp\", \"cot_udp\", \"cot_tcp\", "
       "\"owntracks_http\", \"json_tcp\", \"folder\", \"sqlite\", \"postgresql\", \"native\", "
       "\"csv\""},
      {"[sources.\"a b\"]\nkind = \"native\"",
       "8:1: sources.a b: expected a name of 1 to 64 characters out of A-Z a-z 0-9 _ . -"},
      {"[sources.cars]\nkind = \"nmea_udp\"\nbind = \"localhost:10110\"",
       "10:8: sources.cars.bind: expected \"address:port\" with a numeric address, such as "
       "\"127.0.0.1:10110\""},
      {"[sources.cars]\nkind = \"nmea_udp\"\nbind = \"127.0.0.1:1\"\npeers = { \"car\" = \"x\" }",
       "11:9: sources.cars.peers: expected \"address\" or \"address:port\" as keys; \"car\" is "
       "neither"},
      {"[sources.a]\nkind = \"lip_udp\"",
       "8:1: sources.a.bind: is missing: expected \"address:port\" (port 0 for any free one)"},
      {"[sources.a]\nkind = \"lip_udp\"\nbnid = \"127.0.0.1:1\"",
       "10:1: sources.a.bnid: is not a key of this table; did you mean \"bind\"?"},
      {"[sources.a]\nkind = \"sqlite\"\npath = \"a\"\nmap = \"m\"\ntable = \"t\"\nquery = \"q\"",
       "8:1: sources.a.mark: is missing: expected the column of the query whose whole number rises "
       "with each row"},
      {"[sources.a]\nkind = \"sqlite\"\npath = \"a\"\nmark = \"m\"\ntable = \"t\"\nquery = \"q\"",
       "8:1: sources.a.map: is missing: expected the path of a column map"},
      {"[sources.cars]\nkind = \"native\"\nmerge_gap_s = 60",
       "10:15: sources.cars.merge_gap_s: expected a number from 120 to 86400"},
      {"[sources.cars]\nkind = \"native\"\nreport_distance_m = 50",
       "10:21: sources.cars.report_distance_m: expected report_distance_m and heartbeat_s "
       "together: silence speaks up to the heartbeat"},
      {"[sources.cars]\nkind = \"native\"\ngap_limit_s = 60\nreport_distance_m = 50\n"
       "heartbeat_s = 61",
       "10:15: sources.cars.gap_limit_s: expected at least heartbeat_s"},
      {"[sources.rota]\nkind = \"csv\"\nwhat = \"rota\"\npath = \"x\"",
       "10:8: sources.rota.what: expected one of \"roster\", \"status\", \"incidents\", \"plan\", "
       "\"hours\""},
      {"[feed]\nqueued_messages = 2.5",
       "9:19: feed.queued_messages: expected a whole number from 1 to 10000000"},
      {"[zones]",
       "8:1: zones.file: is missing: expected the path of a GeoJSON file or a GeoPackage"},
      {"[server]\nlog = \"xml\"", "9:7: server.log: expected one of \"text\", \"json\""},
      {"[server]\nfeed = \"udp://127.0.0.1:1\"",
       "9:8: server.feed: expected \"tcp://address:port\" (port * for any free one) or "
       "\"ipc://path\""},
      {"[server]\n[[server.clients]]\nname = \"a\"\nrole = \"admin\"\npublic_key = \"short\"",
       "12:14: server.clients.public_key: expected a CURVE public key, 40 characters of Z85"},
  };
  for (const mistake& m : mistakes) {
    EXPECT_EQ(error_of(least + m.appended), m.error) << m.appended;
  }
}

TEST_F(config_files, mistakes_about_the_clock_are_named_too) {
  const mistake mistakes[] = {
      {"",
       "6:1: clock.time_zone: is missing: expected the name of a time zone, such as "
       "\"Europe/London\""},
      {"time_zone = \"Europe/Leicester\"", "7:13: clock.time_zone: "},
      {"time_zone = \"UTC\"\npublic_holidays = \"absent.csv\"", "8:19: clock.public_holidays: "},
      {"time_zone = \"UTC\"\nkind = \"driven\"",
       "6:1: clock.start: is missing: expected the first instant of the driven clock, such as "
       "2026-11-20T14:00:00Z"},
      {"time_zone = \"UTC\"\nstart = 2026-11-20T14:00:00Z",
       "8:9: clock.start: belongs to kind = \"driven\"; a wall clock has no start"},
      {"time_zone = \"UTC\"\npolicing_day_start = 7",
       "8:22: clock.policing_day_start: expected a local time of day to the minute, such as "
       "07:00:00"},
      {"time_zone = \"UTC\"\nkind = \"driven\"\nstart = 2026-11-20T14:00:00",
       "9:9: clock.start: expected an instant with its offset, such as 2026-11-20T14:00:00Z"},
  };
  for (const mistake& m : mistakes) {
    EXPECT_THAT(error_of(without_clock + "[clock]\n" + m.appended), StartsWith(m.error))
        << m.appended;
  }
}

TEST_F(config_files, what_has_to_be_there_is_named) {
  EXPECT_THAT(error_of(""), HasSubstr("clock: is missing"));
  EXPECT_THAT(error_of(clock), HasSubstr("journal: is missing"));
  EXPECT_THAT(error_of(clock + "[journal]\nfolder = \"j\"\n"), HasSubstr("presence: is missing"));
  EXPECT_THAT(error_of(clock + "[journal]\n"), StartsWith("3:1: journal.folder: is missing"));
  EXPECT_THAT(error_of("[journal\n"), StartsWith("1:9: "));
  EXPECT_THROW(read_config(folder_ / "absent.toml"), config_error);
}

TEST_F(config_files, a_bind_beyond_loopback_needs_curve_keys) {
  for (const std::string key : {"ingest", "feed", "query"}) {
    for (const std::string address : {"*", "0.0.0.0", "10.1.2.3", "localhost", "lo", "[::]"}) {
      const std::string bind = key + " = \"tcp://" + address + ":7000\"\n";
      EXPECT_THAT(error_of(least + "[server]\n" + bind),
                  HasSubstr("server." + key + ": \"tcp://" + address +
                            ":7000\" can be reached from other machines"));
      EXPECT_EQ(error_of(least + "[server]\ncurve_key_file = \"k\"\n" + bind), "");
    }
    for (const std::string bind : {"tcp://127.0.0.1:*", "tcp://[::1]:7000", "ipc:///tmp/x"}) {
      EXPECT_EQ(error_of(least + "[server]\n" + key + " = \"" + bind + "\""), "");
    }
  }
}

TEST_F(config_files, a_driven_clock_accepts_loopback_only) {
  const std::string driven =
      without_clock + clock + "kind = \"driven\"\nstart = 2026-11-20T14:00:00Z\n[server]\n";
  EXPECT_EQ(error_of(driven), "");
  EXPECT_THAT(error_of(driven + "curve_key_file = \"k\"\nfeed = \"tcp://*:1\""),
              HasSubstr("server.feed: a driven clock accepts loopback addresses only"));
  EXPECT_EQ(error_of(driven + "feed = \"ipc:///tmp/x\"\nquery = \"tcp://[::1]:1\""), "");
  EXPECT_THAT(error_of(driven + "[sources.cars]\nkind = \"nmea_udp\"\nbind = \"0.0.0.0:1\""),
              HasSubstr("sources.cars.bind: a driven clock accepts loopback addresses only"));
}

TEST_F(config_files, each_bind_has_an_address_and_port_of_its_own) {
  EXPECT_THAT(error_of(least + "[server]\nfeed = \"tcp://127.0.0.1:7703\"\n"),
              StartsWith("8:1: server.query: expected an address and port of its own: server.feed "
                         "has them too"));
  EXPECT_THAT(error_of(least + "[sources.cad]\nkind = \"json_tcp\"\nbind = \"0.0.0.0:7701\""),
              StartsWith("10:8: sources.cad.bind: expected an address and port of its own"));
  EXPECT_EQ(error_of(least + "[sources.cars]\nkind = \"nmea_udp\"\nbind = \"0.0.0.0:7701\""), "");
}

TEST_F(config_files, grades_have_the_names_and_targets_of_the_force) {
  const config read = this->read(least +
                                 "[[grades]]\ngrade = 1\nname = \"Immediate\"\ntarget_min = 15\n"
                                 "[[grades]]\ngrade = 3\nname = \"Routine\"\n");
  ASSERT_EQ(read.grades.size(), 2u);
  EXPECT_EQ(read.grades[0].name, "Immediate");
  EXPECT_EQ(read.grades[0].target, std::chrono::minutes{15});
  EXPECT_EQ(read.grades[1].target, duration{0});
  EXPECT_THAT(error_of(least + "[[grades]]\ngrade = 1\nname = \"a\"\n"
                               "[[grades]]\ngrade = 1\nname = \"b\""),
              HasSubstr("grades.grade: expected each grade once"));
}

TEST_F(config_files, clients_have_a_role_or_send) {
  const std::string client = "[server]\n[[server.clients]]\nname = \"desk\"\npublic_key = \"" +
                             std::string(40, 'a') + "\"\n";
  EXPECT_THAT(error_of(least + client), HasSubstr("server.clients.role: expected a role, or"));
  EXPECT_THAT(error_of(least + client + "role = \"dispatch\""),
              HasSubstr("server.clients.role: expected one of \"dispatcher\", \"supervisor\""));
  EXPECT_THAT(error_of(least + client + "role = \"analyst\"\narea = \"force/\""),
              HasSubstr("server.clients.area: expected the path of a level"));
  EXPECT_THAT(error_of(least + client + "role = \"analyst\"\ntopics = [\"unit/A1\"]"),
              HasSubstr("server.clients.topics: expected prefixes that end in \"/\""));
  EXPECT_EQ(error_of(least + client + "sources = [\"cad\"]"), "");
  const config read = this->read(least + client +
                                 "role = \"dispatcher\"\narea = \"force/north\"\n"
                                 "topics = [\"unit/\"]\nperson = \"p-1\"");
  ASSERT_EQ(read.server.clients.size(), 1u);
  const socket_client& desk = read.server.clients[0].client;
  EXPECT_EQ(desk.who.name, "desk");
  EXPECT_EQ(desk.who.role, access_role::dispatcher);
  EXPECT_EQ(desk.who.area, "force/north");
  EXPECT_EQ(desk.who.person, "p-1");
  EXPECT_EQ(desk.topics, std::vector<std::string>{"unit/"});
}

TEST_F(config_files, restricted_units_are_named_by_call_sign_device_and_skill) {
  EXPECT_FALSE(read(least).restricted.names.any());
  const config read = this->read(least +
                                 "[restricted]\ncall_signs = [\"S1\"]\ndevices = [\"cars/7\", "
                                 "\"8\"]\nskills = [\"a\", \"b\"]\n");
  EXPECT_TRUE(read.restricted.names.any());
  EXPECT_FALSE(read.restricted.keep);
  EXPECT_TRUE(read.restricted.names.call_signs.contains("S1"));
  EXPECT_TRUE(read.restricted.names.devices.contains("cars/7"));
  EXPECT_EQ(read.restricted.names.skills.size(), 2u);
  EXPECT_THAT(error_of(least + "[restricted]\ndevices = [\"a/b/c\"]"),
              HasSubstr("restricted.devices: expected names of devices"));
  EXPECT_THAT(error_of(least + "[restricted]\nskills = [\"sur veillance\"]"),
              HasSubstr("restricted.skills: expected a name"));
}

TEST_F(config_files, restricted_units_that_are_kept_have_a_folder_sockets_and_keys_of_their_own) {
  const std::string key(40, 'k');
  const std::string keep =
      "[restricted]\ncall_signs = [\"S1\"]\n[restricted.keep]\nfolder = \"covert\"\n"
      "feed = \"tcp://127.0.0.1:7712\"\nquery = \"tcp://127.0.0.1:7713\"\n";
  const config all =
      read(least + keep + "curve_key_file = \"covert.key\"\n" +
           "[[restricted.keep.clients]]\nname = \"desk\"\npublic_key = \"" + key + "\"\n");
  ASSERT_TRUE(all.restricted.keep);
  const config kept = config_of_kept_room(all);
  EXPECT_EQ(kept.journal.folder.filename(), "covert");
  EXPECT_EQ(kept.server.feed, "tcp://127.0.0.1:7712");
  EXPECT_EQ(kept.server.clients.at(0).public_key, key);
  EXPECT_EQ(kept.server.clients.at(0).client.who.role, access_role::feed_client);
  EXPECT_TRUE(kept.web.bind.empty());
  EXPECT_EQ(restricted_memory_of(all), all.restricted.keep->folder / "restricted");
  EXPECT_THAT(error_of(least + keep), HasSubstr("restricted.keep.curve_key_file: "));
  EXPECT_THAT(error_of(least + "[restricted.keep]\nfolder = \"journal/covert\"\n"
                               "feed = \"ipc://f\"\nquery = \"ipc://q\"\ncurve_key_file = \"k\""),
              HasSubstr("restricted.keep.folder: expected a folder apart"));
}

TEST_F(config_files, rejected_records_are_kept_when_there_is_a_folder_for_them) {
  EXPECT_TRUE(read(least).rejects.folder.empty());
  const config read = this->read(least + "[rejects]\nfolder = \"rejects\"\ndays = 3\n");
  EXPECT_EQ(read.rejects.folder, folder_ / "rejects");
  EXPECT_EQ(read.rejects.days, 3);
  EXPECT_THAT(error_of(least + "[rejects]\ndays = 3"), HasSubstr("rejects.folder: is missing"));
}

std::string text_of(const std::string& path) {
  std::ifstream in(std::string(BEATWATCH_SOURCE_DIR) + "/" + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// What reads the configuration: adapters/daemon/*config*.
std::string reading_sources() {
  std::string all;
  const std::filesystem::path folder = std::string(BEATWATCH_SOURCE_DIR) + "/adapters/daemon";
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().filename().string().find("config") != std::string::npos) {
      all += text_of("adapters/daemon/" + file.path().filename().string());
    }
  }
  return all;
}

TEST_F(config_files, the_examples_of_the_documentation_are_right) {
  std::ofstream{folder_ / "holidays.csv"} << "date\n2026-12-25\n";
  const std::string page = text_of("docs/configuration.md");
  int examples = 0;
  for (std::size_t at = 0; (at = page.find("```toml\n", at)) != std::string::npos; ++examples) {
    at += 8;
    EXPECT_EQ(error_of(page.substr(at, page.find("```", at) - at)), "");
  }
  EXPECT_EQ(examples, 2);
}

TEST(configuration_page, names_every_key_that_is_read_and_no_other) {
  const std::string source = reading_sources();
  const std::string page = text_of("docs/configuration.md");
  const std::regex reading(R"re((?:read_[a-z_]+|need)\((?:[a-z*]+, )?"([a-z_]+)")re");
  std::set<std::string> keys;
  for (std::sregex_iterator it(source.begin(), source.end(), reading), end; it != end; ++it) {
    keys.insert((*it)[1]);
  }
  EXPECT_GT(keys.size(), 50u);
  for (const std::string& key : keys) {
    EXPECT_TRUE(page.find("`" + key + "`") != std::string::npos ||
                page.find("[" + key + "]") != std::string::npos)
        << key << " is not documented";
  }
  const std::regex in_table(R"re(\| (`[a-z_]+`(?:, `[a-z_]+`)*) \|)re");
  const std::regex word("[a-z_]+");
  for (std::sregex_iterator row(page.begin(), page.end(), in_table), end; row != end; ++row) {
    const std::string cell = (*row)[1];
    for (std::sregex_iterator it(cell.begin(), cell.end(), word); it != end; ++it) {
      const std::string key = it->str();
      EXPECT_TRUE(source.find('"' + key + '"') != std::string::npos) << key << " is not read";
    }
  }
}

}  // namespace
}  // namespace beatwatch
