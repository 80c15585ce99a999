#pragma once
#include <optional>

#include "adapters/history/row_insert.h"
#include "engine/event.h"

namespace beatwatch {

/// Writes what plans ask for. One of the same zone, rule and beginning replaces the one before.
class plan_rows {
 public:
  /// The file outlives it.
  explicit plan_rows(sqlite_database& file) : rows_(file, "plans") {}

  void take(const plan_changed& plan, instant told_at);

 private:
  row_insert rows_;
};

}  // namespace beatwatch
