#include "adapters/daemon/table_sources.h"

#include <utility>

#include "adapters/daemon/folder_table.h"
#include "adapters/daemon/postgresql_table.h"
#include "adapters/daemon/query_rows.h"
#include "adapters/daemon/sqlite_table.h"
#include "adapters/daemon/table_mappers.h"

namespace beatwatch {
namespace {

std::unique_ptr<polled_table> make_polled_table(const std::string& source,
                                                const polled_source& settings,
                                                std::uint64_t mark) {
  auto tables = live_mappers(settings.map);
  if (const auto* folder = std::get_if<folder_source>(&settings.from)) {
    return std::make_unique<folder_table>(*folder, source, std::move(tables));
  }
  const sql_source& sql = std::get<sql_source>(settings.from);
  query_rows rows{source, sql, std::move(tables), mark};
  if (sql.file.empty()) {
    return std::make_unique<postgresql_table>(sql, std::move(rows));
  }
  return std::make_unique<sqlite_table>(sql, std::move(rows));
}

}  // namespace

std::unique_ptr<polled_intake> make_polled_intake(asio::io_context& loop,
                                                  intake_parts parts,
                                                  const std::string& source,
                                                  const polled_source& settings,
                                                  std::uint64_t mark) {
  return std::make_unique<polled_intake>(
      loop, std::move(parts), source, make_polled_table(source, settings, mark), settings.period);
}

}  // namespace beatwatch
