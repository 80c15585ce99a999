#pragma once
#include "adapters/history/row_insert.h"
#include "engine/model/incident.h"

namespace beatwatch {

/// Writes every version of every call for service that the engine told; the newest is marked.
class incident_rows {
 public:
  /// `file` outlives it.
  explicit incident_rows(sqlite_database& file);

  void take(const incident& told, instant told_at);

 private:
  sqlite_statement replace_newest_;
  row_insert rows_;
};

}  // namespace beatwatch
