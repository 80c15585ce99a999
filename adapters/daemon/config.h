#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/daemon/position_config.h"
#include "adapters/daemon/toml_section.h"
#include "adapters/journal/run_header.h"
#include "adapters/maps/zone_import.h"
#include "adapters/transport/access_rules.h"
#include "engine/base/units.h"
#include "engine/model/parameters.h"

namespace beatwatch {

enum class log_format : std::uint8_t { text, json };

/// A client known by its CURVE public key.
struct client_config {
  std::string name;
  std::string public_key;  ///< Z85, 40 characters
  std::string role;
};

struct server_config {
  std::string ingest = "tcp://127.0.0.1:7701";
  std::string feed = "tcp://127.0.0.1:7702";
  std::string query = "tcp://127.0.0.1:7703";
  log_format log = log_format::text;
  std::filesystem::path curve_key_file;  ///< empty: no CURVE, loopback only
  std::map<std::string, client_role> roles;
  std::vector<client_config> clients;
};

struct clock_config {
  clock_kind kind = clock_kind::wall;
  std::optional<instant> start;  ///< of a driven clock
  std::string time_zone;
};

struct journal_config {
  std::filesystem::path folder;
  duration commit_interval{5};
  duration checkpoint_interval{std::chrono::minutes{10}};
  std::size_t queue_mib = 64;  ///< waiting for the disk; beyond, senders wait
};

/// Protobuf events over the ingest socket, sent under the source's name.
struct native_source {};

enum class csv_content : std::uint8_t { roster, status, incidents, plan, hours };

/// A file loaded at each start; rows that the journal already has are not taken again.
struct csv_source {
  csv_content what{};
  std::filesystem::path path;
  std::map<std::string, std::string> columns;  ///< our name -> the file's
};

struct source_config {
  std::string name;
  std::variant<position_socket, native_source, csv_source> kind;
};

struct zones_config {
  zone_file file;  ///< its path empty: no zones
  zone_properties properties;
  std::filesystem::path store;  ///< folder of prepared sets
};

struct roads_config {
  std::filesystem::path file;  ///< made by `beatwatch import-roads`; empty: straight lines
};

struct feed_config {
  int queued_messages = 100'000;  ///< per subscriber; beyond, it loses them and asks for a snapshot
};

/// The whole configuration, checked: every path absolute or relative to the working folder.
struct config {
  server_config server;
  clock_config clock;
  journal_config journal;
  std::vector<source_config> sources;  ///< by name
  zones_config zones;
  roads_config roads;
  feed_config feed;
  parameters engine;
};

/// Reads and checks `file`. Throws `config_error`: unreadable, not TOML, an unknown key, a wrong
/// type, a value out of range, a name that nothing defines, a bind beyond loopback without CURVE
/// keys, a driven clock with any bind beyond loopback.
[[nodiscard]] config read_config(const std::filesystem::path& file);

}  // namespace beatwatch
