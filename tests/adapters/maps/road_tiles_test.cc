#include "adapters/maps/road_tiles.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cmath>
#include <numbers>
#include <set>
#include <string>

#include "adapters/maps/tile_lines.h"
#include "adapters/web/map_tiles.h"
#include "tests/support/drawn_roads.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using line = std::vector<tile_point>;

std::shared_ptr<const road_graph> crossing_roads() {
  return roads_of({.picture = "A..B..C\n.......\nD..E..F\n.......\nG..H..I",
                   .roads = "A-B B-C D-E E>F G-H H-I A-D D-G B-E E-H C-F F-I",
                   .cell_m = 300.0});
}

TEST(tile_lines, a_line_within_a_tile_is_that_line_from_the_corner_of_the_tile) {
  lines_by_tile out;
  cut_line(3, line{{2 * 4096 + 100, 4096 + 200}, {2 * 4096 + 300, 4096 + 400}}, out);
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out.begin()->first, (tile_name{3, 2, 1}));
  EXPECT_EQ(out.begin()->second, (std::vector<line>{{{100, 200}, {300, 400}}}));
}

TEST(tile_lines, a_line_across_a_side_is_cut_at_the_margin_of_both_tiles) {
  lines_by_tile out;
  cut_line(3, line{{4000, 100}, {5000, 100}}, out);
  EXPECT_EQ(out.at({3, 0, 0}), (std::vector<line>{{{4000, 100}, {4096 + 64, 100}}}));
  EXPECT_EQ(out.at({3, 1, 0}), (std::vector<line>{{{-64, 100}, {5000 - 4096, 100}}}));
  EXPECT_EQ(out.size(), 2u);
}

TEST(tile_lines, a_line_that_leaves_and_comes_back_is_two_lines) {
  lines_by_tile out;
  cut_line(3, line{{4000, 100}, {6000, 100}, {6000, 300}, {4000, 300}}, out);
  EXPECT_EQ(out.at({3, 0, 0}).size(), 2u);
  EXPECT_EQ(out.at({3, 1, 0}).size(), 1u);
}

TEST(tile_lines, a_corner_that_is_only_passed_by_gets_nothing) {
  lines_by_tile out;
  cut_line(3, line{{3000, 5300}, {5300, 7600}}, out);
  EXPECT_FALSE(out.contains({3, 1, 0}));
  EXPECT_TRUE(out.contains({3, 0, 1}));
  EXPECT_TRUE(out.contains({3, 1, 1}));
}

std::string inflated(const std::string& bytes) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string out(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

std::int64_t unzigzag(std::uint32_t coded) {
  return static_cast<std::int64_t>(coded >> 1U) ^ -static_cast<std::int64_t>(coded & 1U);
}

// Ends of all lines of a feature, read as the specification says.
std::vector<line> lines_of(const v1::TileFeature& feature) {
  std::vector<line> lines;
  tile_point pen;
  for (int i = 0; i < feature.geometry_size();) {
    const std::uint32_t command = feature.geometry(i++);
    for (std::uint32_t n = 0; n < command >> 3U; ++n) {
      pen.x += unzigzag(feature.geometry(i++));
      pen.y += unzigzag(feature.geometry(i++));
      if ((command & 7U) == 1) {
        lines.emplace_back();
      }
      lines.back().push_back(pen);
    }
  }
  return lines;
}

// Where a place is in the tile that holds it.
std::pair<tile_name, tile_point> place_in_tile(position at, std::uint32_t zoom) {
  const double lat = at.lat_e7 * 1e-7 * std::numbers::pi / 180;
  const double x = at.lon_e7 * 1e-7 / 360 + 0.5;
  const double y = (1 - std::log(std::tan(lat) + 1 / std::cos(lat)) / std::numbers::pi) / 2;
  const double units = 4096.0 * (1U << zoom);
  const auto column = static_cast<std::uint32_t>(x * units / 4096);
  const auto row = static_cast<std::uint32_t>(y * units / 4096);
  return {{zoom, column, row},
          {std::llround(x * units) - column * std::int64_t{4096},
           std::llround(y * units) - row * std::int64_t{4096}}};
}

TEST(road_tiles, every_road_of_the_graph_is_drawn_where_it_is) {
  const temporary_folder folder;
  const auto roads = crossing_roads();
  write_road_tiles(folder.path() / "roads.mbtiles", *roads);
  map_tiles tiles{folder.path() / "roads.mbtiles"};
  EXPECT_EQ(tiles.zoom_max(), 14u);
  EXPECT_FALSE(tiles.attribution().empty());
  const local_plane plane{roads->origin()};
  std::size_t ends = 0;
  for (std::uint32_t i = 0; i < roads->edges().size(); ++i) {
    const road_edge_id id{i};
    const auto [name, at] = place_in_tile(plane.unproject(roads->shape(id)[0]), 14);
    const auto bytes = tiles.tile(name);
    ASSERT_TRUE(bytes);
    v1::VectorTile tile;
    ASSERT_TRUE(tile.ParseFromString(inflated(*bytes)));
    const v1::TileLayer& layer = tile.layers(0);
    EXPECT_EQ(layer.version(), 2u);
    bool found = false;
    for (const v1::TileFeature& feature : layer.features()) {
      const std::string& kind = layer.values(static_cast<int>(feature.tags(1))).string_value();
      for (const line& l : lines_of(feature)) {
        for (const tile_point p : {l.front(), l.back()}) {
          found = found || (kind == road_class_word(roads->edge(id).kind) &&
                            std::abs(p.x - at.x) <= 1 && std::abs(p.y - at.y) <= 1);
        }
      }
    }
    EXPECT_TRUE(found) << "edge " << i;
    ++ends;
  }
  EXPECT_GT(ends, 20u);
}

TEST(road_tiles, a_tile_where_nothing_is_is_empty_and_one_that_cannot_be_too) {
  const temporary_folder folder;
  write_road_tiles(folder.path() / "roads.mbtiles", *crossing_roads());
  map_tiles tiles{folder.path() / "roads.mbtiles"};
  EXPECT_FALSE(tiles.tile({14, 0, 0}));
  EXPECT_FALSE(tiles.tile({0, 7, 0}));
  EXPECT_FALSE(tiles.tile({4'000'000'000, 4'000'000'000, 4'000'000'000}));
}

}  // namespace
}  // namespace beatwatch
