#include "adapters/maps/geopackage_features.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "adapters/journal/event_bounds.h"
#include "adapters/journal/sqlite.h"
#include "adapters/maps/geopackage_shape.h"
#include "adapters/maps/gzip_text.h"

namespace beatwatch {
namespace {

constexpr int value_bytes_max = 64 << 20;

struct layer_description {
  std::string table;
  std::string key;  ///< column
  std::string geometry;
  std::int32_t srs_id = 0;
};

std::string as_identifier(std::string_view identifier) {
  std::string text = "\"";
  for (const char c : identifier) {
    text += c;
    if (c == '"') {
      text += '"';
    }
  }
  return text + '"';
}

std::string list_of(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text.empty() ? "none" : text;
}

map_value value_in(const sqlite_statement& row, int column) {
  switch (row.type(column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return row.integer(column);
    case SQLITE_FLOAT:
      return row.real(column);
    case SQLITE_TEXT:
      return std::string{row.text(column)};
    default:
      return other_value{};
  }
}

class geopackage_features : public map_features {
 public:
  geopackage_features(const zone_file& file, std::vector<std::string> properties)
      : file_(file.path.string()),
        database_(file.path, sqlite_database::access::read),
        properties_(std::move(properties)) {
    // The file is a stranger's: its own code does not run, and a value has an end.
    database_.execute("PRAGMA writable_schema=OFF");
    database_.execute("PRAGMA trusted_schema=OFF");
    sqlite3_limit(database_.handle(), SQLITE_LIMIT_LENGTH, value_bytes_max);
    find_layer(file.layer);
    find_columns();
    if (file.crs.empty()) {
      find_crs();
    }
  }

  [[nodiscard]] std::string crs() const override { return crs_; }

  void read(const to_plane& projected, const std::function<void(map_feature)>& each) override {
    try {
      sqlite_statement row{database_, query().c_str()};
      while (row.step()) {
        each(read_one(row, projected));
      }
    } catch (const sqlite_error& error) {
      throw map_file_error{error.what()};
    }
  }

 private:
  [[noreturn]] void fail(const std::string& why) const { throw map_file_error{file_ + ": " + why}; }

  void find_layer(const std::string& wanted) {
    sqlite_statement row{database_,
                         "SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c "
                         "JOIN gpkg_geometry_columns g ON g.table_name = c.table_name "
                         "JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table' "
                         "WHERE c.data_type = 'features' ORDER BY c.table_name"};
    std::vector<std::string> names;
    while (row.step()) {
      if (!is_text(row.text(0)) || !is_text(row.text(1))) {
        fail("gpkg_geometry_columns: expected names in UTF-8 of at most 200 bytes");
      }
      names.emplace_back(row.text(0));
      if (wanted.empty() || wanted == names.back()) {
        layer_ = {.table = names.back(),
                  .key = "rowid",
                  .geometry = std::string{row.text(1)},
                  .srs_id = static_cast<std::int32_t>(row.integer(2))};
      }
    }
    if (wanted.empty() && names.size() != 1) {
      fail("expected one layer of features, or the name of one of several: " + list_of(names));
    }
    if (layer_.table.empty()) {
      fail("no layer of features \"" + wanted + "\"; there are: " + list_of(names));
    }
  }

  // SQLite takes a quoted name that is no column for text.
  void find_columns() {
    sqlite_statement row{database_, "SELECT name, pk FROM pragma_table_info(?)"};
    row.bind(1, std::string_view{layer_.table});
    std::vector<std::string> names;
    while (row.step()) {
      names.emplace_back(row.text(0));
      if (row.integer(1) == 1 && is_text(names.back())) {
        layer_.key = names.back();
      }
    }
    std::vector<std::string> needed = properties_;
    needed.push_back(layer_.geometry);
    for (const std::string& name : needed) {
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        fail("layer " + layer_.table + " has no column \"" + name +
             "\"; there are: " + list_of(names));
      }
    }
  }

  void find_crs() {
    sqlite_statement row{database_,
                         "SELECT organization, organization_coordsys_id, definition "
                         "FROM gpkg_spatial_ref_sys WHERE srs_id = ?"};
    row.bind(1, std::int64_t{layer_.srs_id});
    // -1 and 0 stand for a plane and a globe that nobody knows.
    if (layer_.srs_id <= 0 || !row.step()) {
      fail("layer " + layer_.table + " is in no known coordinate reference system (srs_id " +
           std::to_string(layer_.srs_id) + "): expected one by option");
    }
    const std::string organization{row.text(0)};
    const bool by_code = sqlite3_stricmp(organization.c_str(), "EPSG") == 0;
    crs_ = by_code ? "EPSG:" + std::to_string(row.integer(1)) : std::string{row.text(2)};
  }

  [[nodiscard]] std::string query() const {
    std::string columns = as_identifier(layer_.key) + ", " + as_identifier(layer_.geometry);
    for (const std::string& name : properties_) {
      columns += ", " + as_identifier(name);
    }
    return "SELECT " + columns + " FROM " + as_identifier(layer_.table) + " ORDER BY 1";
  }

  [[nodiscard]] map_feature read_one(const sqlite_statement& row, const to_plane& projected) const {
    const std::string key = std::to_string(row.integer(0));
    const std::string pointer = "/" + layer_.table + "/" + key;
    map_feature feature{.id = key,
                        .pointer = pointer,
                        .shape_pointer = pointer + "/" + layer_.geometry,
                        .property_pointers = pointer,
                        .properties = {}};
    for (std::size_t i = 0; i < properties_.size(); ++i) {
      feature.properties[properties_[i]] = value_in(row, static_cast<int>(i) + 2);
    }
    if (row.type(1) != SQLITE_BLOB) {
      return feature;  // null: without a shape
    }
    auto shape = decode_geopackage_shape(row.bytes(1), layer_.srs_id, projected);
    if (shape) {
      for (map_finding& mended : shape->mended) {
        mended.pointer = feature.shape_pointer + mended.pointer;
      }
      feature.shape = std::move(*shape);
    } else {
      feature.shape = unexpected{map_finding{feature.shape_pointer, shape.error()}};
    }
    return feature;
  }

  std::string file_;
  sqlite_database database_;
  std::vector<std::string> properties_;
  layer_description layer_;
  std::string crs_;
};

}  // namespace

std::unique_ptr<map_features> open_geopackage(const zone_file& file,
                                              std::vector<std::string> properties) {
  try {
    return std::make_unique<geopackage_features>(file, std::move(properties));
  } catch (const sqlite_error& error) {
    throw map_file_error{error.what()};
  }
}

}  // namespace beatwatch
