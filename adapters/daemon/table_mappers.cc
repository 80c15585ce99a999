#include "adapters/daemon/table_mappers.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "adapters/daemon/column_map_file.h"
#include "adapters/daemon/toml_section.h"
#include "adapters/sources/nearest_word.h"

namespace beatwatch {
namespace {

mapped_row rejected(cell_fault fault) {
  return {.events = {}, .faults = {std::move(fault)}, .remarks = {}};
}

}  // namespace

void add_row(const std::string& source,
             std::uint64_t seq,
             mapped_row&& row,
             const std::function<std::string()>& record,
             mapped_batch& batch) {
  if (!row.faults.empty()) {
    batch.rejects.push_back(
        {.reason = std::string{to_string(row.faults.front().fault)}, .record = record()});
  }
  for (mapped_event& each : row.events) {
    batch.events.push_back({.source = source, .source_seq = seq, .body = std::move(each.body)});
  }
}

void take_batch(const std::string& source,
                const std::string& peer,
                mapped_batch&& batch,
                const intake_parts& parts) {
  for (const rejected_row& row : batch.rejects) {
    parts.events.count(source, row.reason, 1);
    if (parts.unusable && !row.record.empty()) {
      parts.unusable(source,
                     {.reason = row.reason,
                      .device = {},
                      .origin = peer,
                      .record = row.record,
                      .received_at = parts.clock.now()});
    }
  }
  parts.events.take(std::move(batch.events));
}

mapped_row map_json_record(const std::map<std::string, row_mapper>& tables,
                           const json_record_read& read) {
  if (read.fault) {
    return rejected(*read.fault);
  }
  const auto table = tables.find(read.row.record);
  if (table == tables.end()) {
    std::vector<std::string_view> names;
    for (const auto& [name, mapper] : tables) {
      names.push_back(name);
    }
    const std::string_view meant = nearest_word(read.row.record, names);
    return rejected(
        {.fault = row_fault::bad_row,
         .column = "record",
         .message = "expected the name of a table" +
                    (meant.empty() ? "" : "; did you mean " + std::string{meant} + "?")});
  }
  std::vector<std::string_view> cells;
  for (const std::string& column : table->second.columns()) {
    const auto cell = read.row.cells.find(column);
    cells.push_back(cell == read.row.cells.end() ? std::string_view{} : cell->second);
  }
  return table->second.map_row(cells, 0);
}

std::map<std::string, row_mapper> live_mappers(const std::filesystem::path& map) {
  std::map<std::string, row_mapper> mappers;
  if (map.empty()) {
    for (std::size_t i = 0; i < record_kind_count; ++i) {
      const auto kind = static_cast<record_kind>(i);
      table_map own = own_names(kind);
      own.live = true;
      mappers.emplace(to_string(kind), row_mapper{std::move(own)});
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
    table.live = true;
    std::string name = table.name;
    mappers.emplace(std::move(name), row_mapper{std::move(table)});
  }
  return mappers;
}

}  // namespace beatwatch
