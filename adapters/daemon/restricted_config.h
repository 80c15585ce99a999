#pragma once
#include <filesystem>
#include <optional>

#include "adapters/daemon/restricted_units.h"
#include "adapters/daemon/server_config.h"
#include "adapters/daemon/toml_section.h"
#include "adapters/daemon/web_config.h"

namespace beatwatch {

/// The room that knows of restricted units, and who may see it.
struct kept_room_config {
  std::filesystem::path folder;  ///< of its journal
  server_config server;          ///< its feed, queries and keys; it takes nothing in
  web_config web;
};

struct restricted_config {
  restricted_names names;
  std::optional<kept_room_config> keep;  ///< empty: what belongs to restricted units is dropped
};

/// Reads the table [restricted] of `root`. `journal_folder`: of the common room, which has to be
/// apart from the other one's. Throws `config_error`.
[[nodiscard]] restricted_config read_restricted(toml_section& root,
                                                const std::filesystem::path& journal_folder);

}  // namespace beatwatch
