#include "adapters/daemon/config.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

#include "adapters/daemon/endpoint.h"
#include "adapters/daemon/engine_loop.h"
#include "adapters/sources/zone_clock_load.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

constexpr duration millisecond{1};
constexpr duration second{std::chrono::seconds{1}};
constexpr duration minute{std::chrono::minutes{1}};
constexpr duration hour{std::chrono::hours{1}};

// The youngest class of age of a radio's report is "under 5 s".
constexpr duration lip_time_error{std::chrono::seconds{5}};

// The years that an event may lie in.
constexpr int first_clock_year = 2000;
constexpr int last_clock_year = 2100;

bool is_address(const std::string& text) {
  in6_addr any{};
  return inet_pton(AF_INET, text.c_str(), &any) == 1 ||
         inet_pton(AF_INET6, text.c_str(), &any) == 1;
}

// "address:port", with an IPv6 address in brackets.
std::optional<std::pair<std::string, std::uint16_t>> split_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) {
    return std::nullopt;
  }
  std::string address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  }
  std::uint16_t port = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data() + colon + 1, last, port);
  if (!is_address(address) || error != std::errc{} || end != last) {
    return std::nullopt;
  }
  return std::pair{address, port};
}

std::int32_t degrees_to_e7(double degrees) {
  return static_cast<std::int32_t>(std::lround(degrees * 1e7));
}

void require_name(const toml_section& at, std::string_view key, const std::string& name) {
  if (!is_name(name)) {
    at.fail(key, "expected a name of 1 to 64 characters out of A-Z a-z 0-9 _ . -");
  }
}

void read_endpoint(toml_section& in, std::string_view key, std::string& value) {
  in.read_text(key, value);
  if (!is_endpoint(value)) {
    in.fail(key, R"(expected "tcp://address:port" (port * for any free one) or "ipc://path")");
  }
}

std::map<std::string, client_role> read_roles(toml_section& server) {
  std::map<std::string, client_role> roles;
  if (auto section = server.section("roles")) {
    for (auto& [name, in] : section->named_sections()) {
      client_role role;
      in.read_texts("topics", role.topics);
      for (const std::string& topic : role.topics) {
        if (!topic.empty() && !topic.ends_with('/')) {
          in.fail("topics", R"(expected prefixes that end in "/", or "" for all topics)");
        }
      }
      in.read_texts("sources", role.sources);
      in.read_flag("queries", role.queries);
      in.read_flag("zones", role.zones);
      in.finish();
      roles.emplace(name, std::move(role));
    }
  }
  return roles;
}

std::vector<client_config> read_clients(toml_section& server,
                                        const std::map<std::string, client_role>& roles) {
  std::vector<client_config> clients;
  for (toml_section& in : server.sections("clients")) {
    client_config client;
    in.need("name", "the client's name");
    in.read_text("name", client.name);
    require_name(in, "name", client.name);
    if (client.name == server_source) {
      in.fail("name", "expected another name: this one stands for the server");
    }
    in.need("public_key", "a CURVE public key, 40 characters of Z85");
    in.read_text("public_key", client.public_key);
    if (client.public_key.size() != 40) {
      in.fail("public_key", "expected a CURVE public key, 40 characters of Z85");
    }
    in.need("role", "the name of a [server.roles.*] table");
    in.read_text("role", client.role);
    if (!roles.contains(client.role)) {
      in.fail("role",
              fmt::format("expected the name of a [server.roles.*] table; \"{}\" is none",
                          client.role));
    }
    in.finish();
    clients.push_back(std::move(client));
  }
  return clients;
}

// Every bind of the three sockets, by key.
std::array<std::pair<std::string_view, std::string>, 3> binds_of(const server_config& server) {
  return {{{"ingest", server.ingest}, {"feed", server.feed}, {"query", server.query}}};
}

server_config read_server(toml_section& root) {
  server_config server;
  auto in = root.section("server");
  if (!in) {
    return server;
  }
  read_endpoint(*in, "ingest", server.ingest);
  read_endpoint(*in, "feed", server.feed);
  read_endpoint(*in, "query", server.query);
  std::size_t log = 0;
  in->read_choice("log", log, {"text", "json"});
  server.log = static_cast<log_format>(log);
  in->read_path("curve_key_file", server.curve_key_file);
  server.roles = read_roles(*in);
  server.clients = read_clients(*in, server.roles);
  in->finish();
  for (const auto& [key, endpoint] : binds_of(server)) {
    if (server.curve_key_file.empty() && !is_loopback_endpoint(endpoint)) {
      in->fail(
          key,
          fmt::format("\"{}\" can be reached from other machines: expected a loopback address, "
                      "or curve_key_file and clients",
                      endpoint));
    }
  }
  return server;
}

clock_config read_clock(toml_section& root, parameters& engine) {
  clock_config clock;
  root.need("clock", "a table [clock] with the time zone");
  auto in = root.section("clock");
  std::size_t kind = 0;
  in->read_choice("kind", kind, {"wall", "driven"});
  clock.kind = static_cast<clock_kind>(kind);
  in->read_instant("start", clock.start);
  in->need("time_zone", "the name of a time zone, such as \"Europe/London\"");
  in->read_text("time_zone", clock.time_zone);
  in->read_time_of_day("policing_day_start", engine.policing_day_start_minute);
  std::filesystem::path holidays;
  in->read_path("public_holidays", holidays);
  in->finish();
  try {
    engine.clock = load_zone_clock(clock.time_zone, first_clock_year, last_clock_year);
  } catch (const std::runtime_error& error) {
    in->fail("time_zone", error.what());
  }
  try {
    if (!holidays.empty()) {
      engine.clock.public_holidays = load_public_holidays(holidays);
    }
  } catch (const std::runtime_error& error) {
    in->fail("public_holidays", error.what());
  }
  if (clock.kind == clock_kind::driven && !clock.start) {
    in->need("start", "the first instant of the driven clock, such as 2026-11-20T14:00:00Z");
  }
  if (clock.kind == clock_kind::wall && clock.start) {
    in->fail("start", "belongs to kind = \"driven\"; a wall clock has no start");
  }
  return clock;
}

// Times of day stand as minutes, of which a shift's are 16 bits wide.
std::uint16_t minute_of_day(toml_section& in, std::string_view key, const char* expected) {
  std::int32_t minutes = 0;
  in.need(key, expected);
  in.read_time_of_day(key, minutes);
  return static_cast<std::uint16_t>(minutes);
}

std::vector<force_shift> read_shifts(toml_section& root) {
  std::vector<force_shift> shifts;
  for (toml_section& in : root.sections("shifts")) {
    force_shift shift;
    in.need("name", "the name of a shift, such as \"late\"");
    in.read_text("name", shift.name);
    require_name(in, "name", shift.name);
    shift.start_minute = minute_of_day(in, "from", "its beginning in local time, 14:00:00");
    shift.end_minute = minute_of_day(in, "to", "its end in local time, 00:00:00");
    in.finish();
    const bool again = std::any_of(shifts.begin(), shifts.end(), [&shift](const force_shift& s) {
      return s.name == shift.name;
    });
    if (again) {
      in.fail("name", "expected a name that no other shift has");
    }
    shifts.push_back(std::move(shift));
  }
  return shifts;
}

journal_config read_journal(toml_section& root) {
  journal_config journal;
  root.need("journal", "a table [journal] with a folder");
  auto in = root.section("journal");
  in->need("folder", "the path of the journal's folder");
  in->read_path("folder", journal.folder);
  in->read_duration("commit_ms", journal.commit_interval, millisecond, 0, 1000);
  in->read_duration("checkpoint_min", journal.checkpoint_interval, minute, 0.01, 1440);
  in->read_integer("queue_mib", journal.queue_mib, 1, 4096);
  in->finish();
  return journal;
}

void read_bind(toml_section& in, position_socket& socket) {
  in.need("bind", "\"address:port\" (port 0 for any free one)");
  in.read_text("bind", socket.bind);
  const auto bind = split_address(socket.bind);
  if (!bind) {
    in.fail("bind", R"(expected "address:port" with a numeric address, such as "127.0.0.1:10110")");
  }
  socket.address = bind->first;
  socket.port = bind->second;
}

void read_peers(toml_section& in, peer_devices& peers) {
  std::map<std::string, std::string> read;
  in.read_text_map("peers", read);
  for (const auto& [peer, device] : read) {
    if (!is_address(peer) && !split_address(peer)) {
      in.fail(
          "peers",
          fmt::format(R"(expected "address" or "address:port" as keys; "{}" is neither)", peer));
    }
    require_name(in, "peers", device);
  }
  peers = {read.begin(), read.end()};
}

void read_limits(toml_section& in, position_socket& socket) {
  in.read_real("messages_per_s", socket.limits.messages_per_s, 1, 1e6);
  if (!socket.tcp) {
    in.read_integer("receive_buffer_bytes", socket.receive_buffer_bytes, 4096, 1 << 30);
    return;
  }
  in.read_integer("connections_max", socket.limits.connections_max, 1, 100'000);
  duration silence = std::chrono::duration_cast<duration>(socket.limits.silence_max);
  in.read_duration("silence_max_s", silence, second, 0.1, 86'400);
  socket.limits.silence_max = silence;
}

position_socket read_position_socket(toml_section& in, const position_kind& kind) {
  const position_format format = kind.format;
  position_socket socket{.format = format, .tcp = kind.tcp};
  read_bind(in, socket);
  if (format == position_format::nmea) {
    in.read_flag("mend_week_rollover", socket.mend_week_rollover);
  }
  if (format == position_format::taip) {
    in.read_duration("clock_ahead_s", socket.clock_ahead, second, 0, 60);
  }
  if (format == position_format::lip) {
    std::size_t envelope = static_cast<std::size_t>(socket.envelope);
    in.read_choice("envelope", envelope, {"none", "ssi", "tsi"});
    socket.envelope = static_cast<lip_envelope>(envelope);
  }
  if (format == position_format::nmea || format == position_format::taip ||
      (format == position_format::lip && socket.envelope == lip_envelope::none)) {
    read_peers(in, socket.peers);
  }
  read_limits(in, socket);
  return socket;
}

csv_source read_csv(toml_section& in) {
  csv_source csv;
  in.need("what", R"(one of "roster", "status", "incidents", "plan", "hours")");
  std::size_t what = 0;
  in.read_choice("what", what, {"roster", "status", "incidents", "plan", "hours"});
  csv.what = static_cast<csv_content>(what);
  in.need("path", "the path of a CSV file");
  in.read_path("path", csv.path);
  in.read_text_map("columns", csv.columns);
  return csv;
}

// How the devices of a source report; CSV sources carry no pings and have no profile.
reporting_profile read_profile(toml_section& in, const source_config& source) {
  reporting_profile profile;
  profile.source = source.name;
  if (const auto* socket = std::get_if<position_socket>(&source.kind)) {
    const bool radios =
        socket->format == position_format::lip || socket->format == position_format::pei;
    profile.time_error = radios ? lip_time_error : profile.time_error;
  }
  in.read_duration("refresh_s", profile.refresh, second, 0.1, 3600);
  in.read_duration("gap_limit_s", profile.gap_limit, second, 1, 86'400);
  in.read_duration("merge_gap_s", profile.merge_gap, second, 120, 86'400);
  in.read_real("fix_error_m", profile.fix_error.value, 0, 10'000);
  in.read_duration("time_error_ms", profile.time_error, millisecond, 0, 600'000);
  std::size_t rest = 0;
  in.read_choice("rest_evidence", rest, {"none", "ignition", "movement"});
  profile.rest = static_cast<rest_evidence>(rest);
  if (profile.gap_limit < profile.refresh) {
    in.fail("gap_limit_s", "expected at least refresh_s");
  }
  return profile;
}

// What `kind` can say: the sockets first.
std::vector<std::string_view> kinds() {
  std::vector<std::string_view> words;
  for (const position_kind& each : position_kinds) {
    words.push_back(each.word);
  }
  words.insert(words.end(), {"native", "csv"});
  return words;
}

std::vector<source_config> read_sources(toml_section& root, parameters& engine) {
  std::vector<source_config> sources;
  auto section = root.section("sources");
  if (!section) {
    return sources;
  }
  for (auto& [name, in] : section->named_sections()) {
    require_name(*section, name, name);
    in.need("kind", R"(a kind of source, such as "nmea_udp", "native" or "csv")");
    std::size_t kind = 0;
    in.read_choice("kind", kind, kinds());
    const bool is_csv = kind == kinds().size() - 1;
    source_config source{.name = name, .kind = native_source{}};
    if (is_csv) {
      source.kind = read_csv(in);
    } else if (kind < position_kinds.size()) {
      source.kind = read_position_socket(in, position_kinds.at(kind));
    }
    if (!is_csv) {
      engine.profiles.push_back(read_profile(in, source));
    }
    in.finish();
    sources.push_back(std::move(source));
  }
  return sources;
}

zones_config read_zones(toml_section& root, const journal_config& journal) {
  zones_config zones{.store = journal.folder / "maps"};
  if (auto in = root.section("zones")) {
    in->need("file", "the path of a GeoJSON file or a GeoPackage");
    in->read_path("file", zones.file.path);
    in->read_text("layer", zones.file.layer);
    in->read_text("crs", zones.file.crs);
    in->read_path("grid_folder", zones.file.grid_folder);
    in->read_text("name_property", zones.properties.name);
    in->read_text("kind_property", zones.properties.kind);
    in->read_text("red_windows_property", zones.properties.red_windows);
    in->read_path("store", zones.store);
    in->read_text("radius_property", zones.properties.radius);
    in->read_text("half_width_property", zones.properties.half_width);
    in->read_text_lists("level_properties", zones.properties.levels);
    in->finish();
  }
  return zones;
}

void read_presence(toml_section& root, parameters& engine) {
  root.need("presence", "a table [presence] with the origin of the plane");
  auto in = root.section("presence");
  double lat_deg = 0;
  double lon_deg = 0;
  in->need("origin_lat_deg", "the latitude of the plane's origin, amid the force's area");
  in->need("origin_lon_deg", "the longitude of the plane's origin, amid the force's area");
  in->read_real("origin_lat_deg", lat_deg, -84, 84);
  in->read_real("origin_lon_deg", lon_deg, -180, 180);
  engine.plane.at = {.lat_e7 = degrees_to_e7(lat_deg), .lon_e7 = degrees_to_e7(lon_deg)};
  in->read_real("plane_scale", engine.plane.scale, 0.99, 1.01);
  in->read_real("vehicle_speed_cap_mps", engine.vehicle_speed_cap_mps, 1, 150);
  in->read_real("foot_speed_cap_mps", engine.foot_speed_cap_mps, 0.5, 15);
  in->read_real("accuracy_factor", engine.accuracy_factor, 1, 10);
  in->read_real("poor_fix_error_m", engine.poor_fix_error.value, 1, 10'000);
  in->read_texts("station_kinds", engine.station_kinds);
  in->read_real("hysteresis_m", engine.hysteresis.value, 0, 1000);
  in->read_duration("horizon_min", engine.horizon, minute, 1, 1440);
  in->read_duration("future_limit_s", engine.future_limit, second, 0, 3600);
  in->read_duration("publish_interval_s", engine.publish_interval, second, 0.1, 60);
  in->read_duration("retained_h", engine.presence_retained, hour, 24, 24.0 * 366);
  in->read_duration("stale_after_s", engine.stale_after, second, 1, 86'400);
  in->finish();
}

void read_nearest(toml_section& root, parameters& engine) {
  if (auto in = root.section("nearest")) {
    in->read_integer("count", engine.nearest_count, 1, 100);
    in->read_duration("fix_age_max_s", engine.nearest_fix_age_max, second, 1, 86'400);
    in->read_duration("status_age_max_min", engine.nearest_status_age_max, minute, 1, 10'080);
    in->read_duration("equal_within_s", engine.nearest_equal_within, second, 0, 3600);
    in->finish();
  }
}

void require_loopback_everywhere(toml_section& root, const config& read) {
  const auto refuse = [](const toml_section& at, std::string_view key) {
    at.fail(key, "a driven clock accepts loopback addresses only");
  };
  if (auto server = root.section("server")) {
    for (const auto& [key, endpoint] : binds_of(read.server)) {
      if (!is_loopback_endpoint(endpoint)) {
        refuse(*server, key);
      }
    }
  }
  for (const source_config& source : read.sources) {
    const auto* socket = std::get_if<position_socket>(&source.kind);
    if (socket != nullptr && !is_loopback_address(socket->address)) {
      refuse(*root.section("sources")->section(source.name), "bind");
    }
  }
}

}  // namespace

config read_config(const std::filesystem::path& file) {
  const toml::table table = parse_toml(file);
  toml_section root(table, "", file);
  config read;
  read.server = read_server(root);
  read.clock = read_clock(root, read.engine);
  read.engine.shifts = read_shifts(root);
  read.journal = read_journal(root);
  read.sources = read_sources(root, read.engine);
  read.zones = read_zones(root, read.journal);
  if (auto roads = root.section("roads")) {
    roads->need("file", "the path of a road file made by `beatwatch import-roads`");
    roads->read_path("file", read.roads.file);
    roads->finish();
  }
  read_presence(root, read.engine);
  read_nearest(root, read.engine);
  if (auto feed = root.section("feed")) {
    feed->read_integer("queued_messages", read.feed.queued_messages, 1, 10'000'000);
    feed->finish();
  }
  root.finish();
  if (read.clock.kind == clock_kind::driven) {
    require_loopback_everywhere(root, read);
  }
  return read;
}

}  // namespace beatwatch
