#include "adapters/history/presence_rows.h"

#include <algorithm>
#include <chrono>

#include "adapters/history/presence_row_key.h"
#include "engine/model/policing_day.h"

namespace beatwatch {
namespace {

constexpr duration hour_length = std::chrono::hours{1};
constexpr duration look_every = std::chrono::minutes{1};

instant hour_mark(instant t) { return std::chrono::floor<std::chrono::hours>(t); }

std::int64_t hours_since_1970(instant t) {
  return std::chrono::floor<std::chrono::hours>(t).time_since_epoch() / std::chrono::hours{1};
}

bool is_nothing(const presence_answer& answer) {
  return answer.presence == presence_measure{} && answer.declared_ms.value_or(0) == 0 &&
         answer.visits.value_or(visit_count{}) == visit_count{};
}

}  // namespace

presence_rows::presence_rows(sqlite_database& file,
                             const zone_rows& zones,
                             level_rows& levels,
                             red_time_rows& red_times,
                             instant from)
    : file_(&file),
      zones_(&zones),
      levels_(&levels),
      red_times_(&red_times),
      hours_(file, "hours"),
      by_hour_(file, "presence_by_hour"),
      by_day_(file, "presence_by_day"),
      from_(from) {}

// Pings may be as old as the horizon when the first event comes; a file that is gone on with says
// where it stands.
void presence_rows::begin(const parameters& settings) {
  const auto newest_end = [this](const char* sql, instant otherwise) {
    sqlite_statement row{*file_, sql};
    return row.step() && row.integer(0) > 0 ? ms_to_instant(row.integer(0)) : otherwise;
  };
  const instant first = hour_mark(from_ - settings.horizon);
  next_hour_ = newest_end("SELECT max(end_ms) FROM hours WHERE settled = 1", first);
  next_day_ = newest_end("SELECT max(end_ms) FROM presence_by_day WHERE settled = 1", first);
}

// A window that begins before the settled time, and is no policing day, has no count of visits:
// that is how the engine tells.
bool presence_rows::is_settled(const engine& engine, instant t) const {
  const auto answer = engine.presence(zones_->numbers().begin()->first, {t, t + look_every});
  return answer && !answer->visits;
}

void presence_rows::record_hour(const engine& engine, interval hour, bool settled, instant now) {
  hours_.number(hours_since_1970(hour.from))
      .number(instant_to_ms(hour.from))
      .number(instant_to_ms(hour.to))
      .number(settled ? 1 : 0)
      .number(instant_to_ms(now))
      .time(hour.from)
      .time(hour.to);
  hours_.run();
  for (const auto& [zone, number] : zones_->numbers()) {
    const auto answer = engine.presence(zone, hour);
    if (!answer ||
        (answer->presence == presence_measure{} && answer->declared_ms.value_or(0) == 0)) {
      continue;
    }
    by_hour_.number(presence_row_key(number, hour.from))
        .text(zone)
        .number(zones_->polygon_of(zone, hour.from))
        .number(instant_to_ms(hour.from))
        .number(instant_to_ms(hour.to))
        .number(settled ? 1 : 0);
    add_measure(by_hour_, answer->presence);
    add_measure(by_hour_, answer->red);
    add_measure(by_hour_, answer->officers.value_or(presence_measure{}));
    by_hour_.number(answer->declared_ms.value_or(0));
    by_hour_.number(instant_to_ms(now)).time(hour.from).time(hour.to);
    by_hour_.run();
  }
  levels_->record_hour(engine, hour, settled, now);
}

void presence_rows::record_day(const engine& engine, interval day, bool settled, instant now) {
  for (const auto& [zone, number] : zones_->numbers()) {
    const auto answer = engine.presence(zone, day);
    if (!answer || is_nothing(*answer)) {
      continue;
    }
    const interval told = intersection(answer->window, {day.from, settled ? day.to : now});
    const visit_count visits = answer->visits.value_or(visit_count{});
    by_day_.number(presence_row_key(number, day.from))
        .text(zone)
        .number(zones_->polygon_of(zone, day.from))
        .number(instant_to_ms(told.from))
        .number(instant_to_ms(told.to))
        .number(settled ? 1 : 0);
    add_measure(by_day_, answer->presence);
    add_measure(by_day_, answer->red);
    add_measure(by_day_, answer->officers.value_or(presence_measure{}));
    by_day_.number(answer->declared_ms.value_or(0));
    by_day_.number(visits.at_least)
        .number(visits.about)
        .number(visits.at_most)
        .number(instant_to_ms(now))
        .time(told.from)
        .time(told.to);
    by_day_.run();
  }
  levels_->record_day(engine, day, settled, settled ? day.to : now, now);
}

void presence_rows::take(const engine& engine, const parameters& settings, instant now) {
  if (!next_hour_) {
    begin(settings);
  }
  if (zones_->numbers().empty() || now < *next_hour_ + hour_length + settings.horizon ||
      now < looked_at_ + look_every) {
    return;
  }
  looked_at_ = now;
  while (is_settled(engine, *next_hour_ + hour_length)) {
    record_hour(engine, {*next_hour_, *next_hour_ + hour_length}, true, now);
    *next_hour_ += hour_length;
  }
  for (interval day = policing_day(settings, next_day_); is_settled(engine, day.to);
       day = policing_day(settings, next_day_)) {
    record_day(engine, day, true, now);
    red_times_->record_day(settings, day, now);
    next_day_ = day.to;
  }
}

void presence_rows::finish(const engine& engine, const parameters& settings, instant now) {
  if (!next_hour_ || zones_->numbers().empty()) {
    return;
  }
  for (instant start = *next_hour_; start < now; start += hour_length) {
    record_hour(engine, {start, std::min(start + hour_length, now)}, false, now);
  }
  for (interval day = policing_day(settings, next_day_); day.from < now;
       day = policing_day(settings, day.to)) {
    record_day(engine, day, false, now);
    red_times_->record_day(settings, day, now);
  }
}

}  // namespace beatwatch
