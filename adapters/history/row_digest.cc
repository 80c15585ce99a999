#include "adapters/history/row_digest.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace beatwatch {
namespace {

struct ordered_table {
  const char* name;
  const char* by;
};

constexpr std::array tables{
    ordered_table{"zones", "zone, start_ms, set_hash"},
    ordered_table{"visit_revisions", "visit, revision"},
    ordered_table{"hours", "start_ms"},
    ordered_table{"presence_by_hour", "zone, start_ms"},
    ordered_table{"presence_by_day", "zone, start_ms"},
    ordered_table{"level_presence_by_hour", "level, start_ms"},
    ordered_table{"level_presence_by_day", "level, start_ms"},
    ordered_table{"red_times", "zone, start_ms"},
    ordered_table{"plans", "zone, rule, start_ms"},
    ordered_table{"trails", "unit, event_ms"},
    ordered_table{"gates", "gate, start_ms, set_hash"},
    ordered_table{"gate_pass_revisions", "pass, revision"},
    ordered_table{"incident_revisions", "incident, version"},
    ordered_table{"source_health", "source, start_ms"},
    ordered_table{"source_totals", "source, reason, start_ms"},
    ordered_table{"health_changes", "source, device, told_ms"},
};

std::string columns_of(sqlite_database& file, const std::string& table) {
  std::string columns;
  sqlite_statement rows{file,
                        "SELECT name FROM pragma_table_info(?)"
                        " WHERE name NOT IN ('fid', 'zone_fid', 'gate_fid') ORDER BY cid"};
  rows.bind(1, std::string_view{table});
  while (rows.step()) {
    columns += (columns.empty() ? "" : ", ") + std::string{rows.text(0)};
  }
  return columns;
}

void append_number(std::uint64_t value, std::vector<std::byte>& out) {
  for (int shift = 0; shift < 64; shift += 8) {
    out.push_back(static_cast<std::byte>(value >> shift));
  }
}

void append_column(const sqlite_statement& row, int column, std::vector<std::byte>& out) {
  const int type = row.type(column);
  out.push_back(static_cast<std::byte>(type));
  if (type == SQLITE_INTEGER) {
    append_number(static_cast<std::uint64_t>(row.integer(column)), out);
  } else if (type != SQLITE_NULL) {
    const auto content =
        type == SQLITE_TEXT ? std::as_bytes(std::span{row.text(column)}) : row.bytes(column);
    append_number(content.size(), out);
    out.insert(out.end(), content.begin(), content.end());
  }
}

}  // namespace

digest row_digest(sqlite_database& file,
                  const std::string& table,
                  const std::string& where,
                  const std::string& by,
                  digest chain) {
  const std::string sql = "SELECT " + columns_of(file, table) + " FROM " + table + " WHERE " +
                          where + " ORDER BY " + by;
  sqlite_statement rows{file, sql.c_str()};
  std::vector<std::byte> bytes;
  while (rows.step()) {
    bytes.clear();
    for (int column = 0; column < rows.columns(); ++column) {
      append_column(rows, column, bytes);
    }
    chain = next_link(chain, bytes);
  }
  return chain;
}

digest history_digest(sqlite_database& file) {
  digest whole{};
  for (const ordered_table& table : tables) {
    whole = next_link(whole, row_digest(file, table.name, "TRUE", table.by));
  }
  return whole;
}

}  // namespace beatwatch
