#include "adapters/web/reply_answer.h"

#include "adapters/web/feed_json.h"
#include "adapters/web/http_answers.h"

namespace beatwatch {
namespace {

unsigned status_of(v1::ErrorCode code) {
  switch (code) {
    case v1::ERROR_CODE_MALFORMED:
      return 400;
    case v1::ERROR_CODE_NOT_FOUND:
      return 404;
    case v1::ERROR_CODE_FORBIDDEN:
      return 403;
    case v1::ERROR_CODE_TOO_LATE:
      return 409;
    default:
      return 503;
  }
}

}  // namespace

http_answer reply_answer(const v1::Reply& reply) {
  switch (reply.answer_case()) {
    case v1::Reply::kError:
      return problem(status_of(reply.error().code()), reply.error().text());
    case v1::Reply::kNearest:
      return json_answer(message_to_json(reply.nearest()));
    case v1::Reply::kPresence:
      return json_answer(message_to_json(reply.presence()));
    case v1::Reply::kStatus:
      return json_answer(message_to_json(reply.status()));
    case v1::Reply::kAlerts:
      return json_answer(message_to_json(reply.alerts()));
    case v1::Reply::kAlarmAnswer:
      return json_answer(message_to_json(reply.alarm_answer()));
    case v1::Reply::kFigures:
      return json_answer(message_to_json(reply.figures()));
    case v1::Reply::kSources:
      return json_answer(message_to_json(reply.sources()));
    case v1::Reply::kTrail:
      return json_answer(message_to_json(reply.trail()));
    case v1::Reply::kLooks:
      return json_answer(message_to_json(reply.looks()));
    case v1::Reply::kOwnRecord:
      return json_answer(message_to_json(reply.own_record()));
    case v1::Reply::kZone:
      return json_answer(message_to_json(reply.zone()));
    case v1::Reply::kZonesActivation:
      return json_answer(message_to_json(reply.zones_activation()));
    default:
      return problem(503, "the server gave no answer");
  }
}

}  // namespace beatwatch
