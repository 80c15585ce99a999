#include "adapters/history/trail_rows.h"

#include "adapters/history/geometry_blob.h"

namespace beatwatch {

void trail_rows::take(const unit_moved& moved, instant told_at) {
  if (!moved.rostered) {
    return;
  }
  const auto place = point_blob(moved.at);
  rows_.none()
      .text(moved.unit)
      .number(instant_to_ms(moved.observed_at))
      .number(moved.speed_cmps)
      .number(moved.heading_cdeg)
      .number(moved.error_cm)
      .number(moved.poor ? 1 : 0)
      .number(instant_to_ms(told_at))
      .time(moved.observed_at)
      .blob(place)
      .run();
}

}  // namespace beatwatch
