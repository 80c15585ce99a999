#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/journal/sqlite.h"

namespace beatwatch {

using xy = std::array<double, 2>;
using xy_ring = std::vector<xy>;

/// Bytes of a GeoPackage geometry, in either byte order.
class geometry_bytes {
 public:
  explicit geometry_bytes(std::int32_t srs_id, bool little_endian = true)
      : little_endian_(little_endian) {
    put('G').put('P').put(0).put(little_endian ? 1 : 0).whole(static_cast<std::uint32_t>(srs_id));
  }

  geometry_bytes& put(std::uint8_t byte) {
    bytes_.push_back(std::byte{byte});
    return *this;
  }
  geometry_bytes& whole(std::uint32_t value) { return number(value, sizeof value); }
  geometry_bytes& real(double value) {
    return number(std::bit_cast<std::uint64_t>(value), sizeof value);
  }
  geometry_bytes& kind(std::uint32_t code) { return put(little_endian_ ? 1 : 0).whole(code); }

  geometry_bytes& point(xy at) { return kind(1).real(at[0]).real(at[1]); }
  geometry_bytes& line(const xy_ring& vertices) { return kind(2).vertices(vertices); }
  geometry_bytes& polygon(const std::vector<xy_ring>& rings) {
    kind(3).whole(static_cast<std::uint32_t>(rings.size()));
    for (const xy_ring& ring : rings) {
      vertices(ring);
    }
    return *this;
  }
  geometry_bytes& vertices(const xy_ring& all) {
    whole(static_cast<std::uint32_t>(all.size()));
    for (const xy at : all) {
      real(at[0]).real(at[1]);
    }
    return *this;
  }

  [[nodiscard]] const std::vector<std::byte>& bytes() const { return bytes_; }

 private:
  geometry_bytes& number(std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t place = little_endian_ ? i : size - 1 - i;
      put(static_cast<std::uint8_t>(value >> (8 * place)));
    }
    return *this;
  }

  bool little_endian_;
  std::vector<std::byte> bytes_;
};

/// A GeoPackage of one layer "beats" with the columns fid, geom and those given.
class geopackage_writer {
 public:
  geopackage_writer(const std::filesystem::path& file,
                    std::int32_t srs_id,
                    const std::string& columns = "code TEXT")
      : database_(file, sqlite_database::access::write) {
    database_.execute(
        "CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT, srs_id INTEGER PRIMARY KEY, "
        "  organization TEXT, organization_coordsys_id INTEGER, definition TEXT);"
        "CREATE TABLE gpkg_contents(table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);"
        "CREATE TABLE gpkg_geometry_columns(table_name TEXT, column_name TEXT, "
        "  geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);"
        "INSERT INTO gpkg_spatial_ref_sys VALUES"
        "  ('WGS 84', 4326, 'EPSG', 4326, ''), ('National Grid', 27700, 'EPSG', 27700, ''),"
        "  ('Web', 3857, 'epsg', 3857, ''), ('nobody knows', -1, 'NONE', -1, 'undefined')");
    add_layer("beats", srs_id, columns);
  }

  void add_layer(const std::string& name, std::int32_t srs_id, const std::string& columns) {
    const std::string srs = std::to_string(srs_id);
    database_.execute(("CREATE TABLE " + name + "(fid INTEGER PRIMARY KEY, geom BLOB, " + columns +
                       "); INSERT INTO gpkg_contents VALUES('" + name + "', 'features', " + srs +
                       "); INSERT INTO gpkg_geometry_columns VALUES('" + name +
                       "', 'geom', 'GEOMETRY', " + srs + ", 0, 0)")
                          .c_str());
  }

  /// `values`: SQL of the columns after geom, such as "'A-01', 30".
  void add(const std::vector<std::byte>& geometry, const std::string& values) {
    const std::string sql = "INSERT INTO beats VALUES(NULL, ?, " + values + ")";
    sqlite_statement row{database_, sql.c_str()};
    row.bind(1, std::span<const std::byte>{geometry}).run();
  }
  void add(const geometry_bytes& geometry, const std::string& values) {
    add(geometry.bytes(), values);
  }
  void execute(const std::string& sql) { database_.execute(sql.c_str()); }

 private:
  sqlite_database database_;
};

}  // namespace beatwatch
