#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>

#include <charconv>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/daemon/config.h"
#include "adapters/feeds/feed_encode.h"
#include "adapters/journal/event_bounds.h"
#include "adapters/maps/gzip_text.h"
#include "adapters/maps/zone_import.h"
#include "engine/engine.h"
#include "engine/model/zone.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/temporary_folder.h"

extern char** environ;

namespace beatwatch {
namespace {

// 30 May 2008, 18:00 to 02:00 in San Francisco, and a quarter of an hour for the last legs to end.
constexpr instant shift_begin = ms_to_instant(1'212'195'600'000);
constexpr instant shift_end = shift_begin + std::chrono::hours{8};
constexpr instant clock_end = shift_end + std::chrono::minutes{15};
constexpr const char* clock_end_text = "2008-05-31T09:15:00Z";
constexpr interval shift{shift_begin, shift_end};

const std::filesystem::path data = std::filesystem::path{BEATWATCH_SHARED_DIR} / "data";
const std::filesystem::path trace =
    data / "sf-cab-traces" / "shift_40units_2008-05-30_1800_8h.csv.gz";
const std::filesystem::path block_groups = data / "sf-zones-crimes" / "block_groups.geojson.gz";

void write_config(const std::filesystem::path& file) {
  std::ofstream(file) << R"([server]
ingest = "tcp://127.0.0.1:*"
feed = "tcp://127.0.0.1:*"
query = "tcp://127.0.0.1:*"
[journal]
folder = "journal"
[sources.trackers]
kind = "native"
refresh_s = 60
gap_limit_s = 300
[sources.clock]
kind = "native"
[sources.roster]
kind = "csv"
what = "roster"
path = "roster.csv"
[zones]
file = ")" << block_groups.string()
                      << R"("
name_property = "geoid"
[presence]
origin_lat_deg = 37.76
origin_lon_deg = -122.44
[clock]
kind = "driven"
start = 2008-05-31T01:00:00Z
time_zone = "America/Los_Angeles"
)";
}

std::int32_t e7(std::string_view degrees) {
  double value = 0;
  std::from_chars(degrees.data(), degrees.data() + degrees.size(), value);
  return static_cast<std::int32_t>(value * 1e7 + (value < 0 ? -0.5 : 0.5));
}

// The published rows, read by nothing of the product; they are in order of time.
std::vector<event> published_pings() {
  std::istringstream in(read_gzip_text(trace, std::size_t{1} << 26U));
  std::vector<event> events;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream row(line);
    std::string ts;
    std::string unit;
    std::string lat;
    std::string lon;
    std::getline(row, ts, ',');
    std::getline(row, unit, ',');
    std::getline(row, lat, ',');
    std::getline(row, lon, ',');
    const instant at = ms_to_instant(std::stoll(ts) * 1000);
    events.push_back(
        {.received_at = at,
         .source = "trackers",
         .source_seq = events.size() + 1,
         .body = ping{
             .device = unit, .observed_at = at, .at = {.lat_e7 = e7(lat), .lon_e7 = e7(lon)}}});
  }
  return events;
}

std::set<std::string> devices_of(const std::vector<event>& pings) {
  std::set<std::string> devices;
  for (const event& one : pings) {
    devices.insert(std::get<ping>(one.body).device);
  }
  return devices;
}

// Every cab is a car on duty, of its own name.
void write_roster(const std::filesystem::path& file, const std::set<std::string>& devices) {
  std::ofstream out(file);
  out << "unit,device,kind,person_ref,skills,vehicle,home_zone,from,to\n";
  for (const std::string& device : devices) {
    out << device << ',' << device << ",car,,,,,2008-05-30T00:00:00Z,2008-06-01T00:00:00Z\n";
  }
}

event roster_of(const std::string& device) {
  return {.received_at = shift_begin,
          .source = "roster",
          .source_seq = 0,
          .body = roster_changed{.entry = {.unit = device,
                                           .device = device,
                                           .kind = unit_kind::car,
                                           .person_ref = {},
                                           .skills = {},
                                           .vehicle = {},
                                           .home_zone = {},
                                           .duty = {ms_to_instant(1'212'105'600'000),
                                                    ms_to_instant(1'212'278'400'000)}}}};
}

class direct_engine {
 public:
  direct_engine(const parameters& settings, const std::shared_ptr<const zone_set>& zones)
      : engine_(settings) {
    engine_.offer(zones);
    take({.received_at = shift_begin,
          .source = "test",
          .source_seq = 0,
          .body = zones_activated{.hash = zones->hash, .at = earliest_instant}});
  }
  void take(const event& one) {
    tick_up_to(one.received_at);
    apply(one);
  }
  void tick_up_to(instant end) {
    while (engine_.next_deadline() && *engine_.next_deadline() < end) {
      apply({.received_at = *engine_.next_deadline(),
             .source = "test",
             .source_seq = 0,
             .body = tick{}});
    }
  }
  [[nodiscard]] const engine& get() const { return engine_; }

 private:
  void apply(const event& one) {
    changes_.clear();
    engine_.apply(std::span(&one, 1), changes_);
  }
  engine engine_;
  std::vector<change> changes_;
};

int run_tool(std::vector<std::string> arguments) {
  std::vector<char*> argv;
  for (std::string& argument : arguments) {
    argv.push_back(argument.data());
  }
  argv.push_back(nullptr);
  pid_t pid = 0;
  int status = 0;
  if (::posix_spawn(&pid, BEATWATCH_TOOL, nullptr, nullptr, argv.data(), environ) != 0) {
    return -1;
  }
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// How often an answer was revised depends on when it was told; what it says does not.
std::string text_of(v1::PresenceAnswer answer) {
  for (v1::VisitChanged& visit : *answer.mutable_visit_list()) {
    visit.clear_revision();
  }
  return answer.ShortDebugString();
}

TEST(real_shift, presence_asked_of_the_server_is_that_of_an_engine_fed_directly) {
  if (!std::filesystem::exists(trace) || !std::filesystem::exists(block_groups)) {
    GTEST_SKIP() << "no San Francisco data at " << data;
  }
  const std::vector<event> pings = published_pings();
  ASSERT_EQ(pings.size(), 21'618u);
  const temporary_folder folder;
  write_roster(folder / "roster.csv", devices_of(pings));
  const std::filesystem::path config_file = folder / "beatwatch.toml";
  write_config(config_file);
  daemon_process daemon(config_file);
  ASSERT_EQ(run_tool({"beatwatch",
                      "send",
                      "--cab",
                      trace.string(),
                      "--to",
                      daemon.endpoints().ingest,
                      "--driven",
                      "--step",
                      "5",
                      "--until",
                      clock_end_text}),
            0);

  const config settings = read_config(config_file);
  const auto zones =
      import_zones(
          {.path = block_groups}, settings.zones.properties, local_plane(settings.engine.plane))
          .zones;
  direct_engine direct(settings.engine, zones);
  for (const std::string& device : devices_of(pings)) {
    direct.take(roster_of(device));
  }
  for (const event& one : pings) {
    direct.take(one);
  }
  direct.take({.received_at = clock_end,
               .source = "clock",
               .source_seq = 0,
               .body = clock_advanced{clock_end}});

  test_asker asker(daemon.endpoints().query);
  EXPECT_EQ(asker.status().engine_now_ms(), instant_to_ms(clock_end));
  int visits = 0;
  std::int64_t about_ms = 0;
  for (const zone& z : zones->zones) {
    v1::Request request;
    request.mutable_presence()->set_zone(z.name);
    request.mutable_presence()->set_from_ms(instant_to_ms(shift.from));
    request.mutable_presence()->set_to_ms(instant_to_ms(shift.to));
    v1::PresenceAnswer asked = asker.ask_one(request).presence();
    EXPECT_FALSE(asked.run().parameters_hash().empty());
    asked.clear_run();
    const auto known = direct.get().presence(z.name, shift);
    ASSERT_TRUE(known) << z.name;
    v1::PresenceAnswer expected;
    presence_to_wire(*known, expected);
    measure_to_wire(*direct.get().since_last_fixes(z.name, known->window),
                    *expected.mutable_since_last_fixes());
    ASSERT_EQ(text_of(asked), text_of(expected)) << z.name;
    visits += asked.visit_list_size();
    about_ms += asked.presence().about_ms();
  }
  EXPECT_GT(visits, 2'000);
  EXPECT_GT(about_ms, std::int64_t{40} * 3600 * 1000);
  RecordProperty("visits", std::to_string(visits));
  RecordProperty("zone_hours", std::to_string(about_ms / 3'600'000));
}

}  // namespace
}  // namespace beatwatch
