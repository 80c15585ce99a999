#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "adapters/daemon/position_config.h"
#include "adapters/daemon/table_config.h"
#include "adapters/daemon/toml_section.h"
#include "engine/model/parameters.h"

namespace beatwatch {

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
  std::variant<position_socket, json_socket, polled_source, native_source, csv_source> kind;
};

/// Names of the sources of one kind.
template <typename Kind>
[[nodiscard]] std::set<std::string> names_of(const std::vector<source_config>& sources) {
  std::set<std::string> names;
  for (const source_config& source : sources) {
    if (std::holds_alternative<Kind>(source.kind)) {
      names.insert(source.name);
    }
  }
  return names;
}

/// Reads the tables [sources.*] of `root`, by name, and appends the profile of each source that
/// brings positions to those of `engine`. Throws `config_error`.
[[nodiscard]] std::vector<source_config> read_sources(toml_section& root, parameters& engine);

}  // namespace beatwatch
