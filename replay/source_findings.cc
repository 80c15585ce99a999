#include "replay/source_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include "adapters/daemon/table_mappers.h"
#include "adapters/daemon/toml_section.h"
#include "adapters/sources/file_errors.h"

namespace beatwatch {
namespace {

namespace fs = std::filesystem;

using mappers = std::map<std::string, row_mapper>;

// The tables by which the rows of a source are read; throws with the place of its key "map".
mappers mappers_of(const toml_section& in, const fs::path& map) {
  try {
    return live_mappers(map);
  } catch (const std::runtime_error& error) {
    in.fail("map", error.what());
  }
}

void check_table(const toml_section& in, const mappers& tables, const std::string& wanted) {
  if (tables.contains(wanted)) {
    return;
  }
  std::vector<std::string_view> names;
  for (const auto& [name, mapper] : tables) {
    names.push_back(name);
  }
  in.fail("table",
          fmt::format("expected a table of the map: one of {}{}",
                      fmt::join(names, ", "),
                      did_you_mean(wanted, names)));
}

void check_files(const toml_section& in, const mappers& tables) {
  const bool any = std::any_of(tables.begin(), tables.end(), [](const auto& table) {
    return !table.second.map().files.empty();
  });
  if (!any) {
    in.fail("map", "expected a table with `files` in the map: no file would be taken");
  }
}

class source_checker {
 public:
  source_checker(const fs::path& file, const config& read)
      : table_(parse_toml(file)), root_(table_, "", file) {
    found_.push_back({.file = file, .what = "configuration"});
    for (const source_config& source : read.sources) {
      if (const auto* json = std::get_if<json_socket>(&source.kind)) {
        look_at_map(source.name, json->map, [](const auto&, const auto&) {});
      } else if (const auto* polled = std::get_if<polled_source>(&source.kind)) {
        look_at_polled(source.name, *polled);
      }
    }
  }

  [[nodiscard]] std::vector<file_findings> found() const { return found_; }

 private:
  // Calls `look` with the table of the source, and keeps what it throws.
  template <typename Look>
  void look_at(const std::string& source, Look look) {
    try {
      look(*root_.section("sources")->section(source));
    } catch (const config_error& error) {
      found_.front().mistakes.emplace_back(error.what());
    }
  }

  template <typename Check>
  void look_at_map(const std::string& source, const fs::path& map, Check check) {
    look_at(source, [&](const toml_section& in) {
      const mappers tables = mappers_of(in, map);
      if (!map.empty() && seen_.insert(map).second) {
        found_.push_back({.file = map, .what = "column map"});
      }
      check(in, tables);
    });
  }

  void look_at_polled(const std::string& source, const polled_source& polled) {
    if (const auto* folder = std::get_if<folder_source>(&polled.from)) {
      look_at_map(source, polled.map, check_files);
      look_at(source, [folder](const toml_section& in) {
        if (!fs::is_directory(folder->path)) {
          in.fail("path", fmt::format("{}: expected a folder", folder->path.string()));
        }
      });
      return;
    }
    const auto& sql = std::get<sql_source>(polled.from);
    look_at_map(source, polled.map, [&sql](const toml_section& in, const mappers& tables) {
      check_table(in, tables, sql.table);
    });
    look_at(source, [&sql](const toml_section& in) {
      if (!sql.file.empty() && !fs::is_regular_file(sql.file)) {
        in.fail("path", fmt::format("{}: expected a SQLite file", sql.file.string()));
      }
    });
  }

  toml::table table_;
  toml_section root_;
  std::vector<file_findings> found_;
  std::set<fs::path> seen_;
};

}  // namespace

std::vector<file_findings> look_at_sources(const fs::path& file, const config& read) {
  return source_checker{file, read}.found();
}

}  // namespace beatwatch
