#include "replay/presence_report.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "replay/sheet_text.h"

namespace beatwatch {
namespace {

std::string sheet_measure(const v1::PresenceMeasure& measure) {
  return sheet_minutes(measure.at_least_ms()) + ',' + sheet_minutes(measure.about_ms()) + ',' +
         sheet_minutes(measure.at_most_ms()) + ',' + sheet_minutes(measure.unknown_ms());
}

}  // namespace

const std::string& place_of(const v1::PresenceAnswer& answer) {
  return answer.level().empty() ? answer.zone() : answer.level();
}

std::string presence_csv_header() {
  return "\xEF\xBB\xBF"
         "zone,from_utc,to_utc,visits_at_least,visits_about,visits_at_most,minutes_at_least,"
         "minutes_about,minutes_at_most,minutes_unknown,red_minutes_at_least,red_minutes_about,"
         "red_minutes_at_most,red_minutes_unknown,officer_minutes_at_least,officer_minutes_about,"
         "officer_minutes_at_most,officer_minutes_unknown,declared_minutes,parameters,zones,roster,"
         "roads,build\r\n";
}

std::string presence_csv_row(const v1::PresenceAnswer& answer) {
  const v1::VisitCount& visits = answer.visits();
  const std::string counts = answer.has_visits() ? std::to_string(visits.at_least()) + ',' +
                                                       std::to_string(visits.about()) + ',' +
                                                       std::to_string(visits.at_most())
                                                 : ",,";
  const v1::RunHeader& run = answer.run();
  return sheet_name(place_of(answer)) + ',' + sheet_time(answer.from_ms()) + ',' +
         sheet_time(answer.to_ms()) + ',' + counts + ',' + sheet_measure(answer.presence()) + ',' +
         sheet_measure(answer.red()) + ',' +
         (answer.has_officers() ? sheet_measure(answer.officers()) : ",,,") + ',' +
         (answer.has_declared_ms() ? sheet_minutes(answer.declared_ms()) : "") + ',' +
         run.parameters_hash() + ',' + run.zone_set_hash() + ',' + run.roster_hash() + ',' +
         run.roads_hash() + ',' + run.build() + "\r\n";
}

v1::PresenceAnswer answer_of_today(const v1::PresenceChanged& today,
                                   std::int64_t now_ms,
                                   const v1::RunHeader& run) {
  v1::PresenceAnswer answer;
  answer.set_zone(today.zone());
  answer.set_from_ms(today.day_from_ms());
  answer.set_to_ms(std::min(today.day_to_ms(), now_ms));
  *answer.mutable_presence() = today.presence();
  *answer.mutable_visits() = today.visits();
  *answer.mutable_red() = today.red();
  *answer.mutable_officers() = today.officers();
  *answer.mutable_run() = run;
  return answer;
}

}  // namespace beatwatch
