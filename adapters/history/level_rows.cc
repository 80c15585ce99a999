#include "adapters/history/level_rows.h"

#include "adapters/history/presence_row_key.h"

namespace beatwatch {

level_rows::level_rows(sqlite_database& file)
    : names_(file, "level_names"),
      by_hour_(file, "level_presence_by_hour"),
      by_day_(file, "level_presence_by_day") {
  sqlite_statement names{file, "SELECT level, fid FROM level_names"};
  while (names.step()) {
    numbers_.emplace(names.text(0), names.integer(1));
  }
}

std::int64_t level_rows::number_of(const std::string& level) {
  const auto [number, fresh] =
      numbers_.try_emplace(level, static_cast<std::int64_t>(numbers_.size()) + 1);
  if (fresh) {
    names_.number(number->second).text(level).run();
  }
  return number->second;
}

void level_rows::record_hour(const engine& engine, interval hour, bool settled, instant now) {
  for (const presence_answer& answer : engine.level_presence(hour)) {
    if (answer.presence == presence_measure{}) {
      continue;
    }
    by_hour_.number(presence_row_key(number_of(answer.zone), hour.from))
        .text(answer.zone)
        .number(instant_to_ms(hour.from))
        .number(instant_to_ms(hour.to))
        .number(settled ? 1 : 0);
    add_measure(by_hour_, answer.presence);
    add_measure(by_hour_, answer.red);
    add_measure(by_hour_, answer.officers.value_or(presence_measure{}));
    by_hour_.number(instant_to_ms(now)).time(hour.from).time(hour.to);
    by_hour_.run();
  }
}

void level_rows::record_day(
    const engine& engine, interval day, bool settled, instant told_to, instant now) {
  for (const presence_answer& answer : engine.level_presence(day)) {
    const visit_count visits = answer.visits.value_or(visit_count{});
    if (answer.presence == presence_measure{} && visits == visit_count{}) {
      continue;
    }
    const interval told = intersection(answer.window, {day.from, told_to});
    by_day_.number(presence_row_key(number_of(answer.zone), day.from))
        .text(answer.zone)
        .number(instant_to_ms(told.from))
        .number(instant_to_ms(told.to))
        .number(settled ? 1 : 0);
    add_measure(by_day_, answer.presence);
    add_measure(by_day_, answer.red);
    add_measure(by_day_, answer.officers.value_or(presence_measure{}));
    by_day_.number(visits.at_least)
        .number(visits.about)
        .number(visits.at_most)
        .number(instant_to_ms(now))
        .time(told.from)
        .time(told.to);
    by_day_.run();
  }
}

}  // namespace beatwatch
