#pragma once
#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

#include "engine/geo/local_plane.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

struct map_tag {
  std::string key;
  std::string value;  ///< XML special characters are escaped when written
};

struct map_node {
  plane_point at;
  std::vector<map_tag> tags;
};

struct map_way {
  std::vector<std::size_t> nodes;  ///< at least two
  std::vector<map_tag> tags;
};

/// A turn that is forbidden from one way into another at the node where both end.
struct map_restriction {
  std::size_t from_way = 0;
  std::size_t via_node = 0;
  std::size_t to_way = 0;
  std::string kind;  ///< "no_right_turn", ...
};

/// A map as OpenStreetMap holds it, with indexes instead of object ids.
struct drawn_map {
  plane_origin origin;
  std::vector<map_node> nodes;
  std::vector<map_way> ways;
  std::vector<map_restriction> restrictions;

  std::size_t add_node(plane_point at);
  std::size_t add_way(std::vector<std::size_t> nodes, std::vector<map_tag> tags);
};

/// OSM XML 0.6. Ids are positive; coordinates have seven digits. Equal maps give equal bytes.
void write_osm(std::ostream& out, const drawn_map& map);

}  // namespace beatwatch
