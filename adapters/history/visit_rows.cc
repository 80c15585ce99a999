#include "adapters/history/visit_rows.h"

#include <string>

#include "adapters/history/id_text.h"

namespace beatwatch {
visit_rows::visit_rows(sqlite_database& file, const zone_rows& zones)
    : zones_(&zones),
      replace_newest_(file, "UPDATE visit_revisions SET newest = 0 WHERE visit = ? AND newest = 1"),
      rows_(file, "visit_revisions") {}

void visit_rows::take(const visit_changed& visit, instant told_at) {
  const std::string name = id_text(visit.id);
  const visit_attributes& worth = visit.attributes;
  if (visit.revision > 1) {
    replace_newest_.bind(1, std::string_view{name}).run();
  }
  rows_.none()
      .text(name)
      .number(visit.revision)
      .number(1)
      .text(to_string(visit.state))
      .text(visit.zone)
      .number(zones_->polygon_of(visit.zone, visit.span.from))
      .text(visit.unit)
      .number(instant_to_ms(visit.span.from))
      .number(instant_to_ms(visit.span.to))
      .number(visit.inside.at_least_ms)
      .number(visit.inside.about_ms)
      .number(visit.inside.at_most_ms)
      .number(visit.inside.unknown_ms)
      .number(visit.pings)
      .text(to_string(worth.kind))
      .text(to_string(worth.evidence))
      .text(to_string(visit.cause))
      .text(to_string(worth.visibility))
      .text(to_string(worth.crew))
      .number(worth.officers)
      .number(worth.incident_grade)
      .number(worth.off_station.at_least_ms)
      .number(worth.off_station.about_ms)
      .number(worth.off_station.at_most_ms)
      .number(worth.off_station.unknown_ms)
      .number(worth.dwell_at_least_ms)
      .number(worth.dwell_about_ms)
      .number(worth.credit.full_ms)
      .number(worth.credit.flagged_ms)
      .number(worth.on_foot_ms)
      .number(worth.stopped_ms)
      .number(worth.driving_ms)
      .number(worth.unallocated_ms)
      .number(worth.committed_ms)
      .number(worth.at_station_ms)
      .number(instant_to_ms(told_at))
      .time(visit.span.from)
      .time(visit.span.to);
  rows_.run();
}

}  // namespace beatwatch
