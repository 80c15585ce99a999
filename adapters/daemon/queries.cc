#include "adapters/daemon/queries.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "adapters/daemon/alarm_answers.h"
#include "adapters/daemon/query_fields.h"
#include "adapters/daemon/query_rights.h"
#include "adapters/daemon/reply_parts.h"
#include "adapters/daemon/zone_page.h"
#include "adapters/feeds/alerts_encode.h"
#include "adapters/feeds/feed_encode.h"
#include "adapters/feeds/figures_encode.h"
#include "adapters/feeds/snapshot.h"
#include "adapters/feeds/sources_encode.h"
#include "adapters/feeds/unit_names.h"
#include "adapters/journal/digest.h"
#include "adapters/journal/event_bounds.h"
#include "adapters/journal/run_header_codec.h"
#include "engine/base/name.h"
#include "engine/model/policing_day.h"

namespace beatwatch {
namespace {

const std::string choice_source = "choices.";

// Of the sectors asked for those within the area of who asks.
std::string sector_for(const asker& who, const std::string& asked) {
  return who.who == nullptr || within_area(who.who->area, asked) ? asked : who.who->area;
}

bool sees_operators(const asker& who) {
  return who.who == nullptr || may(*who.who, access_right::operators);
}

}  // namespace

void queries::send(const std::string& route, const v1::Reply& reply) {
  parts_.router.reply(route, reply.SerializeAsString());
}

void queries::tell_when_durable(const reply_to& then, v1::Reply reply) {
  if (!parts_.loop.all_durable() && !parts_.journal.progress().writable) {
    fail(reply, v1::ERROR_CODE_UNAVAILABLE, "the journal is not writable: ask again");
    then(reply);
    return;
  }
  ++waiting_answers_;
  parts_.loop.when_durable([this, then, reply = std::move(reply)] {
    then(reply);
    if (waiting_answers_-- == waiting_answers_max) {
      parts_.router.resume();
    }
  });
}

void queries::take_malformed(std::string route) {
  parts_.loop.count("query", "wrong_frames", 1);
  v1::Reply reply;
  fail(reply, v1::ERROR_CODE_MALFORMED, "expected the frames [empty][Request]");
  send(route, reply);
}

void queries::take(router_request request) {
  v1::Request parsed;
  if (!parsed.ParseFromArray(request.body.data(), static_cast<int>(request.body.size())) ||
      parsed.query_case() == v1::Request::QUERY_NOT_SET) {
    parts_.loop.count("query", "malformed", 1);
    v1::Reply reply;
    fail(reply, v1::ERROR_CODE_MALFORMED, "not a Request of this schema");
    send(request.route, reply);
    return;
  }
  if (parsed.has_snapshot()) {
    answer_snapshot(request.route, request.client, parsed);
    return;
  }
  ask({.who = parts_.rules.open() ? nullptr : &parts_.rules.who_is(request.client)},
      parsed,
      [this, route = request.route](const v1::Reply& reply) { send(route, reply); });
}

void queries::ask(const asker& who, const v1::Request& request, const reply_to& then) {
  v1::Reply reply = reply_to_request(request);
  auto refused = who.who == nullptr
                     ? std::nullopt
                     : refusal_of(*who.who, request, parts_.zones.set_in_force().get());
  if (refused) {
    parts_.loop.count("query", "forbidden", 1);
    *reply.mutable_error() = std::move(*refused);
    then(reply);
  } else if (request.has_activate_zones()) {
    answer_activation(who, request, then);
  } else if (request.has_answer_alarm()) {
    take_alarm_answer(who, request, then);
  } else if (request.has_trail() || request.has_looks() || request.has_own_record()) {
    parts_.records.ask(who, request, then);
  } else if (request.has_status()) {
    answer_status(*reply.mutable_status());  // also while the journal is in trouble
    if (request.status().with_state_digest()) {
      reply.mutable_status()->set_state_digest(to_hex(sha256({parts_.engine.settled_bytes()})));
      tell_when_durable(then, std::move(reply));
    } else {
      then(reply);
    }
  } else if (request.has_board()) {
    answer_board(request, then);
  } else {
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
    if (who.who != nullptr && !may(*who.who, access_right::live)) {
      leave_out_units(reply);
    }
    tell_when_durable(then, std::move(reply));
  }
}

// Taken only while the disk takes it too, and answered once it is there.
void queries::answer_activation(const asker& who,
                                const v1::Request& request,
                                const reply_to& then) {
  const v1::ActivateZones& asked = request.activate_zones();
  v1::Reply reply = reply_to_request(request);
  if (!parts_.journal.progress().writable) {
    fail(reply, v1::ERROR_CODE_UNAVAILABLE, "the journal is not writable: ask again");
  } else if (!hex_to_digest(asked.hash()) || ms_to_instant(asked.at_ms()) < earliest_instant ||
             ms_to_instant(asked.at_ms()) >= latest_instant) {
    fail(reply,
         v1::ERROR_CODE_MALFORMED,
         "expected the hash of a zone set and an instant of the years 2000 to 2099");
  } else if (const auto refused =
                 parts_.zones.activate(who.name(), asked.hash(), ms_to_instant(asked.at_ms()))) {
    fail(reply, refused->code, refused->text);
  } else {
    v1::ZonesActivation& taken = *reply.mutable_zones_activation();
    taken.set_hash(asked.hash());
    taken.set_at_ms(asked.at_ms());
    taken.set_zones(parts_.zones.size_of(asked.hash()));
    tell_when_durable(then, std::move(reply));
    return;
  }
  then(reply);
}

// Likewise.
void queries::take_alarm_answer(const asker& who,
                                const v1::Request& request,
                                const reply_to& then) {
  const v1::AnswerAlarm& asked = request.answer_alarm();
  v1::AnswerAlarm narrowed = asked;
  narrowed.set_sector(sector_for(who, asked.sector()));
  v1::Reply reply = reply_to_request(request);
  if (!parts_.journal.progress().writable) {
    fail(reply, v1::ERROR_CODE_UNAVAILABLE, "the journal is not writable: ask again");
  } else if (auto checked =
                 check_alarm_answer(narrowed, who.name(), parts_.engine, parts_.loop.now());
             !checked.text.empty()) {
    fail(reply, checked.code, std::move(checked.text));
  } else {
    parts_.loop.take({{.source = std::string{alarm_source},
                       .source_seq = 0,
                       .body = std::move(checked.answered)}});
    v1::AlarmAnswer& taken = *reply.mutable_alarm_answer();
    taken.set_number(asked.number());
    taken.set_action(asked.action());
    tell_when_durable(then, std::move(reply));
    return;
  }
  then(reply);
}

// Likewise. The event's source says who it was.
void queries::choose(const account& who,
                     const std::string& incident,
                     const std::string& unit,
                     const reply_to& then) {
  const auto is_known = [this](std::string_view kind, const std::string& name) {
    return parts_.released.topics().contains(fmt::format("{}/{}/", kind, name));
  };
  const event_body sent = status_changed{
      .unit = unit, .status = unit_status::assigned, .at = parts_.loop.now(), .incident = incident};
  v1::Reply reply;
  if (!parts_.journal.progress().writable) {
    fail(reply, v1::ERROR_CODE_UNAVAILABLE, "the journal is not writable: ask again");
  } else if (fault_of(sent) || !is_known("incident", incident) || !is_known("unit", unit)) {
    fail(reply, v1::ERROR_CODE_NOT_FOUND, "no such incident that is open, or no such unit");
  } else {
    parts_.loop.take({{.source = (choice_source + who.name).substr(0, name_size_max),
                       .source_seq = 0,
                       .body = sent}});
    tell_when_durable(then, std::move(reply));
    return;
  }
  then(reply);
}

v1::RunHeader queries::run_now() const {
  v1::RunHeader run = run_header_to_wire(parts_.run);
  run.set_zone_set_hash(parts_.zones.in_force());
  return run;
}

void queries::answer_snapshot(const std::string& route,
                              const std::string& client,
                              const v1::Request& request) {
  const std::string& prefix = request.snapshot().topic_prefix();
  if (!parts_.rules.may_subscribe(client, prefix)) {
    parts_.loop.count("query", "forbidden", 1);
    v1::Reply reply = reply_to_request(request);
    fail(reply, v1::ERROR_CODE_FORBIDDEN, "this key may not subscribe to that");
    send(route, reply);
    return;
  }
  parts_.keeper.note_view(client, look_way::query, prefix, parts_.clock.now());
  for (const std::string& part :
       encode_snapshot(parts_.released, prefix, request.request_id(), parts_.run)) {
    if (!parts_.router.reply(route, part)) {
      return;  // it does not read: it asks again when it misses the rest
    }
  }
}

void queries::answer_nearest(const v1::NearestQuery& query, v1::Reply& reply) const {
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

void queries::answer_presence(const v1::PresenceQuery& query, v1::Reply& reply) const {
  const interval window{ms_to_instant(query.from_ms()), ms_to_instant(query.to_ms())};
  if (!names_one_place(query.zone(), query.level()) || !is_window(window)) {
    fail(reply,
         v1::ERROR_CODE_MALFORMED,
         "expected one of zone and level, and from_ms before to_ms");
    return;
  }
  const bool of_level = !query.level().empty();
  const auto found = of_level ? parts_.engine.level_presence(query.level(), window)
                              : parts_.engine.presence(query.zone(), window);
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

void queries::answer_gate(const v1::GateQuery& query, v1::Reply& reply) const {
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

void queries::answer_figures(const v1::FiguresQuery& query, v1::Reply& reply) const {
  const interval window{ms_to_instant(query.from_ms()), ms_to_instant(query.to_ms())};
  if (!names_one_place(query.zone(), query.level()) || !is_window(window)) {
    fail(reply,
         v1::ERROR_CODE_MALFORMED,
         "expected one of zone and level, and from_ms before to_ms");
    return;
  }
  std::optional<level_evidence> evidence;
  if (!query.level().empty()) {
    evidence = parts_.engine.level_evidence_of(query.level(), window);
  } else if (auto zone = parts_.engine.zone_evidence_of(query.zone(), window)) {
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

void queries::answer_zone(const v1::ZoneQuery& query, v1::Reply& reply) const {
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

void queries::answer_board(const v1::Request& request, const reply_to& then) {
  parts_.boards.ask([this, request, then](const board_maker::board& made) {
    v1::Reply reply = reply_to_request(request);
    v1::BoardAnswer& answer = *reply.mutable_board();
    answer.set_as_of_ms(made->as_of_ms());
    answer.set_day_from_ms(made->day_from_ms());
    answer.set_day_to_ms(made->day_to_ms());
    if (request.board().known_as_of_ms() != made->as_of_ms()) {
      *answer.mutable_rows() = made->rows();
    }
    *answer.mutable_run() = run_now();
    tell_when_durable(then, std::move(reply));
  });
}

void queries::answer_sources(const v1::SourcesQuery& query, v1::SourcesAnswer& answer) const {
  source_reports_to_wire(parts_.engine.source_reports(query.source(), query.with_devices()),
                         parts_.clock.now(),
                         answer);
  *answer.mutable_run() = run_now();
}

void queries::answer_alerts(const asker& who,
                            const v1::AlertsQuery& query,
                            v1::Reply& reply) const {
  // What happened now is part of it.
  const instant to =
      query.has_to_ms() ? ms_to_instant(query.to_ms()) : parts_.loop.now() + duration{1};
  const interval window{
      query.has_from_ms() ? ms_to_instant(query.from_ms()) : to - std::chrono::hours{1}, to};
  if (!is_window(window) || (!query.sector().empty() && !is_level(query.sector()))) {
    fail(reply, v1::ERROR_CODE_MALFORMED, "expected from_ms before to_ms, and a level if any");
    return;
  }
  v1::AlertsQuery asked = query;
  asked.set_sector(sector_for(who, query.sector()));
  asked.set_with_operators(query.with_operators() && sees_operators(who));
  v1::AlertsAnswer& answer = *reply.mutable_alerts();
  const auto current = parts_.engine.alarms();
  const auto records = parts_.engine.alarm_records(window);
  alerts_to_wire({.current = current, .records = records, .window = window}, asked, answer);
  answer.set_engine_now_ms(instant_to_ms(parts_.clock.now()));
  *answer.mutable_run() = run_now();
}

void queries::answer_status(v1::StatusAnswer& answer) const {
  const journal_progress progress = parts_.journal.progress();
  answer.set_engine_now_ms(instant_to_ms(parts_.clock.now()));
  answer.set_journal_writable(progress.writable);
  answer.set_journal_trouble(progress.trouble);
  answer.set_driven_clock(parts_.clock.driven());
  answer.set_events_durable(progress.events);
  answer.set_digest(to_hex(progress.changes));
  answer.set_feed_number(parts_.released.newest_number());
  *answer.mutable_run() = run_now();
  for (const auto& [at, hash] : parts_.zones.in_force_and_to_come()) {
    v1::ZonesChanged& set = *answer.add_zone_sets();
    set.set_hash(hash);
    set.set_at_ms(instant_to_ms(at));
  }
  v1::FeedMessage message;
  const auto [first, last] = topics_below(parts_.released.topics(), "source/");
  for (auto it = first; it != last; ++it) {
    for (const auto& [key, body] : it->second.messages) {
      if (message.ParseFromString(body) && message.has_source_counted()) {
        *answer.add_counters() = message.source_counted();
      } else if (message.has_unknown_device_seen()) {
        answer.add_unknown_devices(message.unknown_device_seen().device());
      }
    }
  }
}

}  // namespace beatwatch
