#include "adapters/maps/road_tiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

#include "adapters/journal/sqlite.h"
#include "adapters/maps/gzip_text.h"
#include "adapters/maps/tile_lines.h"
#include "engine/geo/local_plane.h"

namespace beatwatch {
namespace {

struct drawn_class {
  std::string_view word;
  std::uint32_t zoom_min;
};

constexpr std::array<drawn_class, road_class_count> drawn{{{"motorway", 6},
                                                           {"trunk", 6},
                                                           {"primary", 8},
                                                           {"secondary", 10},
                                                           {"tertiary", 11},
                                                           {"unclassified", 12},
                                                           {"residential", 12},
                                                           {"living_street", 13},
                                                           {"service", 13},
                                                           {"track", 13},
                                                           {"pedestrian", 13},
                                                           {"footway", 14}}};

constexpr std::int64_t told_apart = 8;  // units: half a pixel of a tile of 256

const drawn_class& drawn_as(road_class kind) { return drawn.at(static_cast<std::size_t>(kind)); }

// A share of the world's map from the west and from the north: EPSG 3857, scaled to 1.
struct world_share {
  double x = 0;
  double y = 0;
};

world_share on_world(position at) {
  const double lat = at.lat_e7 * 1e-7 * std::numbers::pi / 180;
  return {at.lon_e7 * 1e-7 / 360 + 0.5, 0.5 - std::asinh(std::tan(lat)) / (2 * std::numbers::pi)};
}

struct drawn_road {
  road_class kind;
  std::vector<world_share> shape;
};

std::vector<drawn_road> roads_on_world(const road_graph& roads) {
  const local_plane plane{roads.origin()};
  std::vector<drawn_road> all;
  for (std::uint32_t i = 0; i < roads.edges().size(); ++i) {
    const road_edge_id id{i};
    const road_edge& edge = roads.edge(id);
    if (edge.has(road_edge::reversed)) {
      continue;  // its twin is drawn
    }
    const edge_shape shape = roads.shape(id);
    drawn_road& road = all.emplace_back(drawn_road{.kind = edge.kind, .shape = {}});
    for (std::size_t p = 0; p < shape.size(); ++p) {
      road.shape.push_back(on_world(plane.unproject(shape[p])));
    }
  }
  return all;
}

// Without the points that nobody can tell from the one before at this zoom.
std::vector<tile_point> at_zoom(const drawn_road& road, std::uint32_t zoom) {
  const double units = static_cast<double>(tile_extent << zoom);
  std::vector<tile_point> line;
  for (std::size_t i = 0; i < road.shape.size(); ++i) {
    const tile_point p{std::llround(road.shape[i].x * units),
                       std::llround(road.shape[i].y * units)};
    const bool end = i == 0 || i + 1 == road.shape.size();
    if (end || std::abs(p.x - line.back().x) >= told_apart ||
        std::abs(p.y - line.back().y) >= told_apart) {
      line.push_back(p);
    }
  }
  return line;
}

std::uint32_t zigzag(std::int64_t step) {
  return static_cast<std::uint32_t>((step << 1) ^ (step >> 63));
}

void add_lines(const std::vector<std::vector<tile_point>>& lines, v1::TileFeature& feature) {
  constexpr std::uint32_t move_one = (1U << 3U) | 1U;
  tile_point pen;
  const auto step_to = [&](tile_point to) {
    feature.add_geometry(zigzag(to.x - pen.x));
    feature.add_geometry(zigzag(to.y - pen.y));
    pen = to;
  };
  for (const auto& line : lines) {
    feature.add_geometry(move_one);
    step_to(line.front());
    feature.add_geometry((static_cast<std::uint32_t>(line.size() - 1) << 3U) | 2U);
    std::for_each(line.begin() + 1, line.end(), step_to);
  }
}

class tile_writer {
 public:
  explicit tile_writer(sqlite_database& file)
      : row_(file, "INSERT INTO tiles VALUES (?, ?, ?, ?)") {}

  /// All roads of one zoom; lines of a class are one feature of their tile.
  void write(std::uint32_t zoom, const std::vector<drawn_road>& roads) {
    std::array<lines_by_tile, road_class_count> by_class;
    for (const drawn_road& road : roads) {
      if (zoom >= drawn_as(road.kind).zoom_min) {
        cut_line(zoom, at_zoom(road, zoom), by_class.at(static_cast<std::size_t>(road.kind)));
      }
    }
    std::map<tile_name, v1::VectorTile> tiles;
    for (std::size_t kind = 0; kind < by_class.size(); ++kind) {
      for (const auto& [name, lines] : by_class.at(kind)) {
        add(static_cast<road_class>(kind), lines, tiles[name]);
      }
    }
    for (const auto& [name, tile] : tiles) {
      put(name, tile);
    }
  }

 private:
  static void add(road_class kind,
                  const std::vector<std::vector<tile_point>>& lines,
                  v1::VectorTile& tile) {
    v1::TileLayer& layer = tile.layers_size() == 0 ? *tile.add_layers() : *tile.mutable_layers(0);
    if (layer.keys_size() == 0) {
      layer.set_name("roads");
      layer.set_version(2);
      layer.set_extent(tile_extent);
      layer.add_keys("class");
    }
    v1::TileFeature& feature = *layer.add_features();
    feature.set_type(v1::TILE_GEOMETRY_LINES);
    feature.add_tags(0);
    feature.add_tags(static_cast<std::uint32_t>(layer.values_size()));
    layer.add_values()->set_string_value(std::string{road_class_word(kind)});
    add_lines(lines, feature);
  }

  // The file counts rows from the south.
  void put(const tile_name& name, const v1::VectorTile& tile) {
    const std::string bytes = gzip(tile.SerializeAsString());
    row_.bind(1, std::int64_t{name.zoom})
        .bind(2, std::int64_t{name.column})
        .bind(3, (std::int64_t{1} << name.zoom) - 1 - name.row)
        .bind(4, std::as_bytes(std::span{bytes}))
        .run();
  }

  sqlite_statement row_;
};

void describe(sqlite_database& file, const road_graph& roads) {
  const nlohmann::json layers{{"vector_layers",
                               {{{"id", "roads"},
                                 {"fields", {{"class", "String"}}},
                                 {"minzoom", road_tile_zoom_min},
                                 {"maxzoom", road_tile_zoom_max}}}}};
  sqlite_statement row{file, "INSERT INTO metadata VALUES (?, ?)"};
  for (const auto& [name, value] : {std::pair<std::string, std::string>{"name", "Roads"},
                                    {"format", "pbf"},
                                    {"type", "baselayer"},
                                    {"version", "1"},
                                    {"minzoom", std::to_string(road_tile_zoom_min)},
                                    {"maxzoom", std::to_string(road_tile_zoom_max)},
                                    {"attribution", std::string{roads.attribution()}},
                                    {"json", layers.dump()}}) {
    row.bind(1, std::string_view{name}).bind(2, std::string_view{value}).run();
  }
}

}  // namespace

std::string_view road_class_word(road_class kind) { return drawn_as(kind).word; }

void write_road_tiles(const std::filesystem::path& file, const road_graph& roads) {
  std::filesystem::remove(file);
  sqlite_database tiles{file, sqlite_database::access::write};
  sqlite_transaction all{tiles};
  tiles.execute(
      "CREATE TABLE metadata (name TEXT, value TEXT);"
      "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER,"
      " tile_data BLOB);"
      "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)");
  describe(tiles, roads);
  const std::vector<drawn_road> on_world = roads_on_world(roads);
  tile_writer writer{tiles};
  for (std::uint32_t zoom = road_tile_zoom_min; zoom <= road_tile_zoom_max; ++zoom) {
    writer.write(zoom, on_world);
  }
  all.commit();
}

}  // namespace beatwatch
