#include "adapters/daemon/queries.h"

#include <optional>
#include <string_view>
#include <utility>

#include "adapters/daemon/query_rights.h"
#include "adapters/daemon/reply_parts.h"
#include "adapters/feeds/snapshot.h"
#include "adapters/journal/digest.h"
#include "adapters/records/live_view.h"
#include "engine/base/check.h"

namespace beatwatch {

queries::queries(queries_parts parts)
    : parts_(parts),
      answers_({.engine = parts.engine,
                .events = parts.loop,
                .clock = parts.clock,
                .run = parts.run,
                .zones = parts.zones,
                .boards = parts.boards,
                .settings = parts.settings}),
      requests_({.events = parts.loop,
                 .engine = parts.engine,
                 .journal = parts.journal,
                 .released = parts.released,
                 .zones = parts.zones}) {}

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
    answered();
  });
}

void queries::answered() {
  if (waiting_answers_-- == waiting_answers_max) {
    parts_.router.resume();
  }
}

void queries::tell_taken(const reply_to& then, v1::Reply reply) {
  if (reply.has_error()) {
    then(reply);
  } else {
    tell_when_durable(then, std::move(reply));
  }
}

void queries::choose(const account& who,
                     const std::string& incident,
                     const std::string& unit,
                     const reply_to& then) {
  tell_taken(then, requests_.choose(who, incident, unit));
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
    tell_taken(then, requests_.activate_zones(who, request));
  } else if (request.has_answer_alarm()) {
    tell_taken(then, requests_.answer_alarm(who, request));
  } else if (request.has_trail() || request.has_looks() || request.has_own_record()) {
    parts_.records.ask(who, request, then);
  } else if (request.has_status()) {
    answer_status(who, *reply.mutable_status());  // also while the journal is in trouble
    if (request.status().with_state_digest()) {
      reply.mutable_status()->set_state_digest(to_hex(sha256({parts_.engine.settled_bytes()})));
      tell_when_durable(then, std::move(reply));
    } else {
      then(reply);
    }
  } else if (request.has_board()) {
    answer_board(request, then);
  } else {
    answers_.answer(who, request, reply);
    tell_when_durable(then, std::move(reply));
  }
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
  auto seen = live_view(client, look_way::query, prefix, parts_.clock.now());
  if (!seen) {
    send_snapshot(route, request);
    return;
  }
  ++waiting_answers_;
  parts_.records.record(std::move(*seen), [this, route, request](bool kept) {
    if (kept) {
      send_snapshot(route, request);
    } else {
      v1::Reply reply = reply_to_request(request);
      fail(reply, v1::ERROR_CODE_UNAVAILABLE, not_on_record);
      send(route, reply);
    }
    answered();
  });
}

void queries::send_snapshot(const std::string& route, const v1::Request& request) {
  for (const std::string& part : encode_snapshot(
           parts_.released, request.snapshot().topic_prefix(), request.request_id(), parts_.run)) {
    if (!parts_.router.reply(route, part)) {
      return;  // it does not read: it asks again when it misses the rest
    }
  }
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
    *answer.mutable_run() = answers_.run_now();
    tell_when_durable(then, std::move(reply));
  });
}

void queries::answer_status(const asker& who, v1::StatusAnswer& answer) const {
  const bool sees_units = who.may(access_right::live);
  const journal_progress progress = parts_.journal.progress();
  answer.set_engine_now_ms(instant_to_ms(parts_.clock.now()));
  answer.set_journal_writable(progress.writable);
  answer.set_journal_trouble(progress.trouble);
  answer.set_driven_clock(parts_.clock.driven());
  answer.set_events_durable(progress.events);
  answer.set_digest(to_hex(progress.changes));
  answer.set_feed_number(parts_.released.newest_number());
  *answer.mutable_run() = answers_.run_now();
  for (const auto& [at, hash] : parts_.zones.in_force_and_to_come()) {
    v1::ZonesChanged& set = *answer.add_zone_sets();
    set.set_hash(hash);
    set.set_at_ms(instant_to_ms(at));
  }
  v1::FeedMessage message;
  for (const std::string_view prefix : {"source/", "crew/"}) {
    const auto [first, last] = topics_below(parts_.released.topics(), prefix);
    for (auto it = first; it != last; ++it) {
      for (const auto& [key, body] : it->second.messages) {
        check(message.ParseFromString(body), "the feed's own message can be read");
        if (message.has_source_counted()) {
          *answer.add_counters() = message.source_counted();
        } else if (message.has_unknown_device_seen()) {
          answer.add_unknown_devices(message.unknown_device_seen().device());
        } else if (message.has_holder_doubted() && sees_units) {
          *answer.add_doubts() = message.holder_doubted();
        }
      }
    }
  }
}

}  // namespace beatwatch
