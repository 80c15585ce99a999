#include "adapters/daemon/source_config.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "adapters/daemon/endpoint.h"

namespace beatwatch {
namespace {

constexpr duration millisecond{1};
constexpr duration second{std::chrono::seconds{1}};

// The youngest class of age of a radio's report is "under 5 s".
constexpr duration lip_time_error{std::chrono::seconds{5}};

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
    in.require_name("peers", device);
  }
  peers = {read.begin(), read.end()};
}

// A file of lines `user = "password"`, as the telephones have them.
void read_passwords(toml_section& in, position_socket& socket) {
  std::filesystem::path file;
  in.read_path("passwords", file);
  if (file.empty()) {
    return;
  }
  std::error_code gone;
  using perms = std::filesystem::perms;
  const perms open = perms::group_all | perms::others_all;
  if ((std::filesystem::status(file, gone).permissions() & open) != perms::none && !gone) {
    in.fail("passwords", "expected a file of mode 0600: this one is open to other users");
  }
  const toml::table table = parse_toml(file);
  for (const auto& [user, password] : table) {
    const std::string text = password.value_or(std::string{});
    in.require_name("passwords", std::string{user.str()});
    if (text.empty()) {
      in.fail("passwords",
              fmt::format(R"(expected lines user = "password"; {} is none)", user.str()));
    }
    socket.passwords.emplace(user.str(), text);
  }
  if (socket.passwords.empty()) {
    in.fail("passwords", R"(expected at least one line user = "password")");
  }
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
  if (format == position_format::owntracks) {
    read_passwords(in, socket);
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
    if (socket->format == position_format::owntracks) {
      profile.time_error = second;  // its times are whole seconds
    }
  }
  in.read_duration("refresh_s", profile.refresh, second, 0.1, 3600);
  in.read_duration("gap_limit_s", profile.gap_limit, second, 1, 86'400);
  in.read_duration("merge_gap_s", profile.merge_gap, second, 120, 86'400);
  in.read_real("fix_error_m", profile.fix_error.value, 0, 10'000);
  in.read_duration("time_error_ms", profile.time_error, millisecond, 0, 600'000);
  std::size_t rest = 0;
  in.read_choice("rest_evidence", rest, {"none", "ignition", "movement"});
  profile.rest = static_cast<rest_evidence>(rest);
  in.read_real("report_distance_m", profile.report_distance.value, 0, 10'000);
  in.read_duration("heartbeat_s", profile.heartbeat, second, 1, 86'400);
  in.read_flag("keeps_to_roads", profile.keeps_to_roads);
  if ((profile.report_distance.value > 0.0) != (profile.heartbeat > duration{0})) {
    in.fail(profile.heartbeat > duration{0} ? "heartbeat_s" : "report_distance_m",
            "expected report_distance_m and heartbeat_s together: silence speaks up to the "
            "heartbeat");
  }
  if (profile.gap_limit < profile.heartbeat) {
    in.fail("gap_limit_s", "expected at least heartbeat_s");
  }
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
  words.insert(words.end(), table_kinds.begin(), table_kinds.end());
  words.insert(words.end(), {"native", "csv"});
  return words;
}

}  // namespace

std::vector<source_config> read_sources(toml_section& root, parameters& engine) {
  std::vector<source_config> sources;
  auto section = root.section("sources");
  if (!section) {
    return sources;
  }
  for (auto& [name, in] : section->named_sections()) {
    section->require_name(name, name);
    in.need("kind", R"(a kind of source, such as "nmea_udp", "native" or "csv")");
    std::size_t kind = 0;
    in.read_choice("kind", kind, kinds());
    const bool is_csv = kind == kinds().size() - 1;
    source_config source{.name = name, .kind = native_source{}};
    if (is_csv) {
      source.kind = read_csv(in);
    } else if (kind < position_kinds.size()) {
      source.kind = read_position_socket(in, position_kinds.at(kind));
    } else if (kind < position_kinds.size() + table_kinds.size()) {
      std::visit([&source](auto&& read) { source.kind = std::move(read); },
                 read_table_source(in, kinds().at(kind)));
    }
    if (!is_csv) {
      engine.profiles.push_back(read_profile(in, source));
    }
    in.finish();
    sources.push_back(std::move(source));
  }
  return sources;
}

}  // namespace beatwatch
