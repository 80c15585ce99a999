#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/units.h"
#include "engine/geo/area.h"
#include "engine/geo/area_index.h"
#include "engine/model/red_window.h"

namespace beatwatch {

/// A micro-beat, red zone, beat or district, from an instant on.
struct zone {
  std::string name;    ///< [A-Za-z0-9_.-]{1,64}
  std::string kind;    ///< the force's own word; may be empty
  instant valid_from;  ///< with the name, the key of the zone
  /// For each hierarchy that the zone belongs to, the names from the widest level to the narrowest
  /// above the zone, e.g. {"force", "bcu", "lpu", "neighbourhood"}. The first hierarchy is the one
  /// that the feed's topics follow. Characters as in `name`.
  std::vector<std::vector<std::string>> levels;
  std::vector<red_window> red_windows;
  area shape;
};

/// The path of the narrowest level in each of its hierarchies, "force/bcu/lpu"; equal paths once.
std::vector<std::string> level_paths(const zone& of);

/// The zones that are in force together, made once and never changed.
struct zone_set {
  /// Sorts the zones by name, bytewise; no name comes twice. `reach` is that of the index.
  zone_set(std::vector<zone> unsorted, std::string content_hash, metres reach = metres{300.0});

  /// The place of a zone in `zones`.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;

  const std::vector<zone> zones;  ///< sorted by name
  const std::string
      hash;  ///< lower-case hexadecimal SHA-256 over shapes and attributes, by the importer
  const area_index index;  ///< hits are places in `zones`, so in order of name
};

}  // namespace beatwatch
