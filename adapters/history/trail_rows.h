#pragma once
#include "adapters/history/row_insert.h"
#include "engine/change.h"

namespace beatwatch {

/// Writes where units were, one point with its time for each fix that moved a unit on the map, by
/// call sign alone: no device, no person. Devices without a call sign leave no trail. A fix that
/// came late, after a newer one, moved nothing: it is in visits and presence and not here.
class trail_rows {
 public:
  /// `file` outlives it.
  explicit trail_rows(sqlite_database& file) : rows_(file, "trails") {}

  void take(const unit_moved& moved, instant told_at);

 private:
  row_insert rows_;
};

}  // namespace beatwatch
