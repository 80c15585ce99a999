#pragma once
#include "adapters/history/row_insert.h"
#include "engine/change.h"

namespace beatwatch {

/// Writes when sources and devices fell silent, lost their fix and came back.
class health_rows {
 public:
  /// The file outlives it.
  explicit health_rows(sqlite_database& file) : rows_(file, "health_changes") {}

  void take(const source_health_changed& changed, instant told_at);
  void take(const device_health_changed& changed, instant told_at);

 private:
  row_insert rows_;
};

}  // namespace beatwatch
