#include "adapters/daemon/table_mappers.h"

#include <fmt/format.h>

#include <utility>

#include "adapters/daemon/column_map_file.h"
#include "adapters/daemon/toml_section.h"

namespace beatwatch {

void add_row(const std::string& source, std::uint64_t seq, mapped_row&& row, mapped_batch& batch) {
  if (!row.faults.empty()) {
    ++batch.rejects[std::string{to_string(row.faults.front().fault)}];
  }
  for (mapped_event& each : row.events) {
    batch.events.push_back({.source = source, .source_seq = seq, .body = std::move(each.body)});
  }
}

void take_batch(const std::string& source, mapped_batch&& batch, reception& rooms) {
  for (const auto& [reason, rows] : batch.rejects) {
    rooms.count(source, reason, rows);
  }
  rooms.take(std::move(batch.events));
}

std::map<std::string, row_mapper> live_mappers(const std::filesystem::path& map) {
  std::map<std::string, row_mapper> mappers;
  if (map.empty()) {
    for (std::size_t i = 0; i < record_kind_count; ++i) {
      const auto kind = static_cast<record_kind>(i);
      mappers.emplace(to_string(kind), row_mapper{own_names(kind)});
    }
    return mappers;
  }
  for (table_map& table : read_column_map(map).tables) {
    if (table.what == record_kind::incidents && !table.columns.contains("version") &&
        !table.columns.contains("updated_at")) {
      throw config_error(
          fmt::format("{}: tables.{}.columns: expected \"version\" or \"updated_at\": calls that "
                      "come live are amended",
                      map.string(),
                      table.name));
    }
    std::string name = table.name;
    mappers.emplace(std::move(name), row_mapper{std::move(table)});
  }
  return mappers;
}

}  // namespace beatwatch
