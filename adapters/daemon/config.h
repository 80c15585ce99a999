#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "adapters/daemon/grade_config.h"
#include "adapters/daemon/reject_file.h"
#include "adapters/daemon/restricted_config.h"
#include "adapters/daemon/server_config.h"
#include "adapters/daemon/source_config.h"
#include "adapters/daemon/toml_section.h"
#include "adapters/daemon/web_config.h"
#include "adapters/journal/run_header.h"
#include "adapters/maps/zone_import.h"
#include "engine/base/units.h"
#include "engine/model/parameters.h"

namespace beatwatch {

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
  std::vector<force_grade> grades;
  roads_config roads;
  feed_config feed;
  web_config web;
  restricted_config restricted;
  reject_settings rejects;
  parameters engine;
};

/// Where a server with this configuration remembers what it knows of restricted units.
[[nodiscard]] std::filesystem::path restricted_memory_of(const config& all);

/// As a configuration of its own: that of the room that `all` keeps for restricted units.
[[nodiscard]] config config_of_kept_room(const config& all);

/// Reads and checks `file`. Throws `config_error`: unreadable, not TOML, an unknown key, a wrong
/// type, a value out of range, a name that nothing defines, a bind beyond loopback without CURVE
/// keys, two binds of one address and port, a driven clock with any bind beyond loopback.
[[nodiscard]] config read_config(const std::filesystem::path& file);

}  // namespace beatwatch
