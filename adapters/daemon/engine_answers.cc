#include "adapters/daemon/engine_answers.h"

#include <optional>

#include "adapters/daemon/query_fields.h"
#include "adapters/daemon/reply_parts.h"
#include "adapters/daemon/zone_page.h"
#include "adapters/feeds/alerts_encode.h"
#include "adapters/feeds/feed_encode.h"
#include "adapters/feeds/figures_encode.h"
#include "adapters/feeds/sources_encode.h"
#include "adapters/feeds/unit_names.h"
#include "adapters/journal/event_bounds.h"
#include "adapters/journal/run_header_codec.h"
#include "engine/base/name.h"
#include "engine/model/policing_day.h"

namespace beatwatch {
namespace {

// Of one zone or level; empty, and said in the reply: it is not one, or no window.
template <typename Query>
std::optional<interval> window_of_place(const Query& query, v1::Reply& reply) {
  const interval window{ms_to_instant(query.from_ms()), ms_to_instant(query.to_ms())};
  if (!names_one_place(query.zone(), query.level()) || !is_window(window)) {
    fail(reply,
         v1::ERROR_CODE_MALFORMED,
         "expected one of zone and level, and from_ms before to_ms");
    return std::nullopt;
  }
  return window;
}

}  // namespace

void engine_answers::answer(const asker& who, const v1::Request& request, v1::Reply& reply) const {
  if (request.has_nearest()) {
    answer_nearest(request.nearest(), reply);
  } else if (request.has_figures()) {
    answer_figures(request.figures(), reply);
  } else if (request.has_gate()) {
    answer_gate(request.gate(), reply);
  } else if (request.has_zone()) {
    answer_zone(request.zone(), reply);
  } else if (request.has_sources()) {
    answer_sources(request.sources(), *reply.mutable_sources());
  } else if (request.has_alerts()) {
    answer_alerts(who, request.alerts(), reply);
  } else {
    answer_presence(request.presence(), reply);
  }
  if (!who.may(access_right::live)) {
    leave_out_units(reply);
  }
}

v1::RunHeader engine_answers::run_now() const {
  v1::RunHeader run = run_header_to_wire(parts_.run);
  run.set_zone_set_hash(parts_.zones.in_force());
  return run;
}

void engine_answers::answer_nearest(const v1::NearestQuery& query, v1::Reply& reply) const {
  auto asked = wire_to_nearest(query);
  if (!asked) {
    fail(reply,
         v1::ERROR_CODE_MALFORMED,
         "expected exactly one of incident, towards_unit and lat_e7 with lon_e7, count 1 to 100");
    return;
  }
  if (!query.has_count()) {
    asked->count = parts_.settings.nearest_count;
  }
  if (const auto found = parts_.engine.nearest(*asked)) {
    suggestion_to_wire(*found, *reply.mutable_nearest());
  } else {
    fail(reply, v1::ERROR_CODE_NOT_FOUND, "no such incident or unit, or it has no place");
  }
}

void engine_answers::answer_presence(const v1::PresenceQuery& query, v1::Reply& reply) const {
  const auto window = window_of_place(query, reply);
  if (!window) {
    return;
  }
  const bool of_level = !query.level().empty();
  const auto found = of_level ? parts_.engine.level_presence(query.level(), *window)
                              : parts_.engine.presence(query.zone(), *window);
  if (!found) {
    fail(reply, v1::ERROR_CODE_NOT_FOUND, of_level ? "no such level" : "no such zone");
    return;
  }
  v1::PresenceAnswer& answer = *reply.mutable_presence();
  presence_to_wire(*found, answer);
  if (of_level) {
    answer.clear_zone();
    answer.set_level(query.level());
  } else {
    if (const auto open = parts_.engine.since_last_fixes(query.zone(), found->window)) {
      measure_to_wire(*open, *answer.mutable_since_last_fixes());
    }
    if (const auto by_road = parts_.engine.at_most_on_roads(query.zone(), found->window)) {
      answer.set_at_most_on_roads_ms(*by_road);
    }
  }
  *answer.mutable_run() = run_now();
}

void engine_answers::answer_gate(const v1::GateQuery& query, v1::Reply& reply) const {
  const interval window{ms_to_instant(query.from_ms()), ms_to_instant(query.to_ms())};
  if (!is_name(query.gate()) || !is_window(window)) {
    fail(reply, v1::ERROR_CODE_MALFORMED, "expected a gate, and from_ms before to_ms");
    return;
  }
  const auto found = parts_.engine.gate_passes(query.gate(), window);
  if (!found) {
    fail(reply, v1::ERROR_CODE_NOT_FOUND, "no such gate");
    return;
  }
  gate_to_wire(*found, *reply.mutable_gate());
  *reply.mutable_gate()->mutable_run() = run_now();
}

void engine_answers::answer_figures(const v1::FiguresQuery& query, v1::Reply& reply) const {
  const auto window = window_of_place(query, reply);
  if (!window) {
    return;
  }
  std::optional<level_evidence> evidence;
  if (!query.level().empty()) {
    evidence = parts_.engine.level_evidence_of(query.level(), *window);
  } else if (auto zone = parts_.engine.zone_evidence_of(query.zone(), *window)) {
    evidence = level_evidence{.place = *zone, .zones = {*zone}, .names = {query.zone()}};
  }
  if (!evidence) {
    fail(reply, v1::ERROR_CODE_NOT_FOUND, "no such place, or the window has not begun");
    return;
  }
  v1::Figures& figures = *reply.mutable_figures();
  figures.set_zone(query.zone());
  figures.set_level(query.level());
  place_figures_to_wire(
      *evidence,
      std::chrono::minutes{1},
      parts_.settings,
      [this](const std::string& zone) { return parts_.engine.plans(zone); },
      figures);
  *figures.mutable_run() = run_now();
}

void engine_answers::answer_zone(const v1::ZoneQuery& query, v1::Reply& reply) const {
  const instant at = query.has_day_ms() ? ms_to_instant(query.day_ms()) : parts_.clock.now();
  if (!is_name(query.zone()) || at < earliest_instant || at >= latest_instant) {
    fail(reply, v1::ERROR_CODE_MALFORMED, "expected a zone, and an instant of the day");
    return;
  }
  const auto zones = parts_.zones.set_in_force();
  const auto place = zones == nullptr ? std::nullopt : zones->find(query.zone());
  if (!place) {
    fail(reply, v1::ERROR_CODE_NOT_FOUND, "no such zone");
    return;
  }
  v1::ZoneAnswer& answer = *reply.mutable_zone();
  const zone& of = zones->zones[*place];
  make_zone_page(
      parts_.engine, parts_.settings, *zones, of, policing_day(parts_.settings, at), answer);
  parts_.boards.make_row(of, *answer.mutable_row());
  *answer.mutable_run() = run_now();
}

void engine_answers::answer_sources(const v1::SourcesQuery& query,
                                    v1::SourcesAnswer& answer) const {
  source_reports_to_wire(parts_.engine.source_reports(query.source(), query.with_devices()),
                         parts_.clock.now(),
                         answer);
  *answer.mutable_run() = run_now();
}

void engine_answers::answer_alerts(const asker& who,
                                   const v1::AlertsQuery& query,
                                   v1::Reply& reply) const {
  // What happened now is part of it.
  const instant to =
      query.has_to_ms() ? ms_to_instant(query.to_ms()) : parts_.events.now() + duration{1};
  const interval window{
      query.has_from_ms() ? ms_to_instant(query.from_ms()) : to - std::chrono::hours{1}, to};
  if (!is_window(window) || (!query.sector().empty() && !is_level(query.sector()))) {
    fail(reply, v1::ERROR_CODE_MALFORMED, "expected from_ms before to_ms, and a level if any");
    return;
  }
  v1::AlertsQuery asked = query;
  asked.set_sector(sector_for(who, query.sector()));
  asked.set_with_operators(query.with_operators() && who.may(access_right::operators));
  v1::AlertsAnswer& answer = *reply.mutable_alerts();
  const auto current = parts_.engine.alarms();
  const auto records = parts_.engine.alarm_records(window);
  alerts_to_wire({.current = current, .records = records, .window = window}, asked, answer);
  answer.set_engine_now_ms(instant_to_ms(parts_.clock.now()));
  *answer.mutable_run() = run_now();
}

}  // namespace beatwatch
