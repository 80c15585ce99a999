#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/units.h"
#include "engine/geo/area.h"
#include "engine/geo/area_index.h"
#include "engine/geo/box_tree.h"
#include "engine/model/gate_line.h"
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

/// The path of the narrowest level of the first hierarchy of a zone or gate, "force/bcu/lpu";
/// empty: it belongs to none.
std::string first_level_path(const std::vector<std::vector<std::string>>& levels);

/// The same and the name, "force/bcu/lpu/Z1".
std::string path_of(const std::vector<std::vector<std::string>>& levels, const std::string& name);

/// The path of the narrowest level in each of its hierarchies; equal paths once.
std::vector<std::string> level_paths(const zone& of);

/// How far around a zone its index looks unless told otherwise.
inline constexpr metres zone_index_reach{300.0};

/// The zones and gates that are in force together, made once and never changed.
struct zone_set {
  /// Sorts zones and gates by name, bytewise; no name comes twice. `reach` is that of the index.
  zone_set(std::vector<zone> unsorted,
           std::string content_hash,
           metres reach = zone_index_reach,
           std::vector<gate_line> unsorted_gates = {});

  /// The place of a zone in `zones`.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;
  /// The place of a gate in `gates`.
  [[nodiscard]] std::optional<std::uint32_t> find_gate(std::string_view name) const;

  const std::vector<zone> zones;  ///< sorted by name
  const std::string
      hash;  ///< lower-case hexadecimal SHA-256 over shapes and attributes, by the importer
  const std::vector<gate_line> gates;  ///< sorted by name
  const box_tree gate_boxes;           ///< around `gates`, by their places
  const area_index index;              ///< hits are places in `zones`, so in order of name
};

}  // namespace beatwatch
