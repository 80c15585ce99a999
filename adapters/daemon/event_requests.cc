#include "adapters/daemon/event_requests.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "adapters/daemon/alarm_answers.h"
#include "adapters/daemon/reply_parts.h"
#include "adapters/journal/digest.h"
#include "adapters/journal/event_bounds.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

const std::string choice_source = "choices.";

}  // namespace

bool event_requests::refuses(v1::Reply& reply) const {
  if (parts_.journal.progress().writable) {
    return false;
  }
  fail(reply, v1::ERROR_CODE_UNAVAILABLE, "the journal is not writable: ask again");
  return true;
}

v1::Reply event_requests::activate_zones(const asker& who, const v1::Request& request) {
  const v1::ActivateZones& asked = request.activate_zones();
  const instant at = ms_to_instant(asked.at_ms());
  v1::Reply reply = reply_to_request(request);
  if (refuses(reply)) {
    return reply;
  }
  if (!hex_to_digest(asked.hash()) || at < earliest_instant || at >= latest_instant) {
    fail(reply,
         v1::ERROR_CODE_MALFORMED,
         "expected the hash of a zone set and an instant of the years 2000 to 2099");
  } else if (const auto refused = parts_.zones.activate(who.name(), asked.hash(), at)) {
    fail(reply, refused->code, refused->text);
  } else {
    v1::ZonesActivation& taken = *reply.mutable_zones_activation();
    taken.set_hash(asked.hash());
    taken.set_at_ms(asked.at_ms());
    taken.set_zones(parts_.zones.size_of(asked.hash()));
  }
  return reply;
}

v1::Reply event_requests::answer_alarm(const asker& who, const v1::Request& request) {
  v1::AnswerAlarm asked = request.answer_alarm();
  asked.set_sector(sector_for(who, asked.sector()));
  v1::Reply reply = reply_to_request(request);
  if (refuses(reply)) {
    return reply;
  }
  auto checked = check_alarm_answer(asked, who.name(), parts_.engine, parts_.events.now());
  if (!checked.text.empty()) {
    fail(reply, checked.code, std::move(checked.text));
  } else {
    parts_.events.take({{.source = std::string{alarm_source},
                         .source_seq = 0,
                         .body = std::move(checked.answered)}});
    v1::AlarmAnswer& taken = *reply.mutable_alarm_answer();
    taken.set_number(asked.number());
    taken.set_action(asked.action());
  }
  return reply;
}

v1::Reply event_requests::choose(const account& who,
                                 const std::string& incident,
                                 const std::string& unit) {
  const auto is_known = [this](std::string_view kind, const std::string& name) {
    return parts_.released.topics().contains(fmt::format("{}/{}/", kind, name));
  };
  const event_body sent = status_changed{.unit = unit,
                                         .status = unit_status::assigned,
                                         .at = parts_.events.now(),
                                         .incident = incident};
  v1::Reply reply;
  if (refuses(reply)) {
    return reply;
  }
  if (fault_of(sent) || !is_known("incident", incident) || !is_known("unit", unit)) {
    fail(reply, v1::ERROR_CODE_NOT_FOUND, "no such incident that is open, or no such unit");
  } else {
    parts_.events.take({{.source = (choice_source + who.name).substr(0, name_size_max),
                         .source_seq = 0,
                         .body = sent}});
  }
  return reply;
}

}  // namespace beatwatch
