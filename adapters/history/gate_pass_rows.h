#pragma once
#include "adapters/history/row_insert.h"
#include "adapters/history/zone_rows.h"
#include "engine/change.h"

namespace beatwatch {

/// Writes every revision of every pass of a gate; the newest is marked.
class gate_pass_rows {
 public:
  /// Both outlive it.
  gate_pass_rows(sqlite_database& file, const zone_rows& zones);

  /// Revisions of a pass come in order.
  void take(const gate_passed& pass, instant told_at);

 private:
  const zone_rows* zones_;
  sqlite_statement replace_newest_;
  row_insert rows_;
};

}  // namespace beatwatch
