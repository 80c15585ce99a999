#pragma once
#include "adapters/history/row_insert.h"
#include "adapters/history/zone_rows.h"
#include "engine/change.h"

namespace beatwatch {

/// Writes every revision of every visit; the newest is marked.
class visit_rows {
 public:
  /// Both outlive it.
  visit_rows(sqlite_database& file, const zone_rows& zones);

  /// Revisions of a visit come in order.
  void take(const visit_changed& visit, instant told_at);

 private:
  const zone_rows* zones_;
  sqlite_statement replace_newest_;
  row_insert rows_;
};

}  // namespace beatwatch
