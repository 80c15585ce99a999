#include "adapters/daemon/record_answers.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/daemon/reply_parts.h"
#include "adapters/journal/digest.h"
#include "adapters/journal/event_bounds.h"

namespace beatwatch {
namespace {

constexpr std::int64_t looks_max = 1'000;

template <typename Answer>
void add_points(const std::vector<trail_point>& points, Answer& answer) {
  for (const trail_point& p : points) {
    v1::TrailPoint& out = *answer.add_points();
    out.set_at_ms(instant_to_ms(p.at));
    out.set_lat_e7(p.where.lat_e7);
    out.set_lon_e7(p.where.lon_e7);
    out.set_error_cm(p.error_cm);
  }
}

template <typename Answer>
void add_looks(const std::vector<kept_look>& looks, Answer& answer) {
  for (const kept_look& kept : looks) {
    v1::Look& out = *answer.add_looks();
    out.set_number(kept.number);
    out.set_at_ms(instant_to_ms(kept.seen.at));
    out.set_who(kept.seen.who);
    out.set_way(std::string{to_string(kept.seen.way)});
    out.set_unit(kept.seen.unit);
    out.set_from_ms(instant_to_ms(kept.seen.window.from));
    out.set_to_ms(instant_to_ms(kept.seen.window.to));
    out.set_what(kept.seen.what);
    out.set_link(to_hex(kept.link));
  }
}

void fill(const std::vector<trail_point>& points, v1::Reply& reply) {
  add_points(points, *reply.mutable_trail());
}

void fill(const std::vector<kept_look>& looks, v1::Reply& reply) {
  add_looks(looks, *reply.mutable_looks());
}

void fill(const std::vector<own_shift>& shifts, v1::Reply& reply) {
  v1::OwnRecord& record = *reply.mutable_own_record();
  for (const own_shift& shift : shifts) {
    v1::OwnShift& out = *record.add_shifts();
    out.set_unit(shift.unit);
    out.set_from_ms(instant_to_ms(shift.on.from));
    out.set_to_ms(instant_to_ms(shift.on.to));
    add_points(shift.points, out);
    add_looks(shift.looks, out);
  }
}

// Gives what the keeper found to `then`, on the engine's thread.
template <typename Found>
std::function<void(std::optional<Found>)> bring_to(asio::io_context& loop,
                                                   v1::Reply reply,
                                                   reply_to then) {
  return [&loop, reply = std::move(reply), then = std::move(then)](
             std::optional<Found> found) mutable {
    if (found) {
      fill(*found, reply);
    } else {
      fail(reply, v1::ERROR_CODE_UNAVAILABLE, not_on_record);
    }
    asio::post(loop, [reply = std::move(reply), then = std::move(then)] { then(reply); });
  };
}

}  // namespace

look record_answers::look_of(const asker& who, const char* what) const {
  return {.at = parts_.clock.now(),
          .who = who.name(),
          .way = who.way,
          .unit = {},
          .window = {},
          .what = what};
}

void record_answers::record(look seen, std::function<void(bool)> then) {
  parts_.records.record(std::move(seen), [&loop = parts_.loop, then = std::move(then)](bool kept) {
    asio::post(loop, [then, kept] { then(kept); });
  });
}

void record_answers::ask(const asker& who, const v1::Request& request, const reply_to& then) {
  if (request.has_trail()) {
    ask_trail(who, request, then);
  } else if (request.has_looks()) {
    ask_looks(request, then);
  } else {
    ask_own_record(who, request, then);
  }
}

// Of several who are on duty then the shift began with the first.
interval record_answers::window_of(const v1::TrailQuery& query, instant now) const {
  const instant to = query.has_to_ms() ? ms_to_instant(query.to_ms()) : now + duration{1};
  const interval kept{now - trail_store::kept_for, now + std::chrono::hours{1}};
  if (query.has_from_ms()) {
    return intersection({ms_to_instant(query.from_ms()), to}, kept);
  }
  std::optional<instant> running;
  std::optional<instant> last;
  for (const roster_entry& entry : parts_.engine.holdings()) {
    if (entry.unit != query.unit() || entry.duty.from >= to) {
      continue;
    }
    if (entry.duty.to >= to) {
      running = std::min(running.value_or(to), entry.duty.from);
    }
    last = std::max(last.value_or(entry.duty.from), entry.duty.from);
  }
  return intersection({running ? *running : last.value_or(kept.from), to}, kept);
}

void record_answers::ask_trail(const asker& who, const v1::Request& request, const reply_to& then) {
  const v1::TrailQuery& query = request.trail();
  v1::Reply reply = reply_to_request(request);
  look seen = look_of(who, "trail");
  seen.unit = query.unit();
  seen.window = window_of(query, seen.at);
  if (!is_device_pattern(query.unit()) || seen.window.empty()) {
    fail(reply,
         v1::ERROR_CODE_MALFORMED,
         "expected a unit, and from_ms before to_ms within the last 24 hours");
    then(reply);
    return;
  }
  reply.mutable_trail()->set_unit(query.unit());
  parts_.records.show_trail(
      std::move(seen), bring_to<std::vector<trail_point>>(parts_.loop, std::move(reply), then));
}

void record_answers::ask_looks(const v1::Request& request, const reply_to& then) {
  const v1::LooksQuery& query = request.looks();
  if (!query.unit().empty() && !is_device_pattern(query.unit())) {
    v1::Reply reply = reply_to_request(request);
    fail(reply, v1::ERROR_CODE_MALFORMED, "expected a unit, or none");
    then(reply);
    return;
  }
  const auto count = static_cast<std::int64_t>(query.count());
  std::optional<std::int64_t> before;
  if (query.has_before()) {
    before = query.before() == 0 ? std::numeric_limits<std::int64_t>::max() : query.before();
  }
  parts_.records.show_looks(
      {.unit = query.unit(),
       .window = {},
       .after = query.after(),
       .before = before,
       .count_max = count == 0 ? looks_max : std::min(count, looks_max)},
      bring_to<std::vector<kept_look>>(parts_.loop, reply_to_request(request), then));
}

void record_answers::ask_own_record(const asker& who,
                                    const v1::Request& request,
                                    const reply_to& then) {
  v1::Reply reply = reply_to_request(request);
  std::vector<own_shift> shifts;
  if (who.who == nullptr || who.who->person.empty()) {
    fail(reply, v1::ERROR_CODE_NOT_FOUND, "this account or key names no person of the roster");
    then(reply);
    return;
  }
  for (const roster_entry& entry : parts_.engine.holdings()) {
    const bool listed = std::any_of(shifts.begin(), shifts.end(), [&](const own_shift& s) {
      return s.unit == entry.unit && s.on == entry.duty;
    });
    if (entry.person_ref == who.who->person && !listed) {
      shifts.push_back({.unit = entry.unit, .on = entry.duty, .points = {}, .looks = {}});
    }
  }
  parts_.records.show_own(look_of(who, "own record"),
                          std::move(shifts),
                          bring_to<std::vector<own_shift>>(parts_.loop, std::move(reply), then));
}

}  // namespace beatwatch
