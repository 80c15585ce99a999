#pragma once
#include <atomic>
#include <string>

#include "adapters/daemon/polled_table.h"
#include "adapters/daemon/query_rows.h"
#include "adapters/daemon/table_config.h"

namespace beatwatch {

/// Rows of a SQLite file that others write. It is opened for each poll, and only read.
class sqlite_table : public polled_table {
 public:
  sqlite_table(const sql_source& settings, query_rows rows);

  void poll(const hand_over& hand) override;
  void interrupt() override { stopping_ = true; }

 private:
  sql_source settings_;
  query_rows rows_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace beatwatch
