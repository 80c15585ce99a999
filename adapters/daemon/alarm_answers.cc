#include "adapters/daemon/alarm_answers.h"

#include <algorithm>

#include "adapters/feeds/alerts_encode.h"
#include "adapters/journal/event_bounds.h"
#include "engine/alerts/alarm_timing.h"

namespace beatwatch {
namespace {

alarm_answer_check refuse(v1::ErrorCode code, std::string text) {
  return {.code = code, .text = std::move(text), .answered = {}};
}

bool fits(alarm_state state, alarm_action action) {
  switch (action) {
    case alarm_action::acknowledge:
      return state == alarm_state::unacknowledged || state == alarm_state::returned;
    case alarm_action::shelve:
      return true;
    case alarm_action::unshelve:
      return state == alarm_state::shelved;
  }
  return false;
}

}  // namespace

alarm_answer_check check_alarm_answer(const v1::AnswerAlarm& asked,
                                      const std::string& by,
                                      const engine& engine,
                                      instant now) {
  if (asked.action() < v1::ALARM_ACTION_ACKNOWLEDGE || asked.action() > v1::ALARM_ACTION_UNSHELVE) {
    return refuse(v1::ERROR_CODE_MALFORMED, "expected to acknowledge, shelve or unshelve");
  }
  alarm_answered answered;
  answered.number = asked.number();
  answered.action = static_cast<alarm_action>(asked.action() - 1);
  answered.by = by;
  answered.reason = asked.reason();
  if (asked.has_until_ms()) {
    answered.until = ms_to_instant(asked.until_ms());
  }
  if (fault_of(event_body{answered}) ||
      (answered.until && (*answered.until <= now || *answered.until > now + shelving_max))) {
    return refuse(v1::ERROR_CODE_MALFORMED,
                  "expected the number of an alarm and, to shelve it, a reason and an instant "
                  "within the next 12 hours");
  }
  const auto alarms = engine.alarms();
  const auto named = std::find_if(alarms.begin(), alarms.end(), [&](const alarm_changed& a) {
    return a.number == answered.number && concerns(a.sector, asked.sector());
  });
  if (named == alarms.end()) {
    return refuse(v1::ERROR_CODE_NOT_FOUND, "no such alarm, or it is over");
  }
  if (answered.action == alarm_action::shelve && !may_be_shelved(named->rule)) {
    return refuse(v1::ERROR_CODE_MALFORMED, "an emergency cannot be shelved");
  }
  if (!fits(named->state, answered.action)) {
    return refuse(v1::ERROR_CODE_TOO_LATE,
                  "the alarm is " + std::string{to_string(named->state)} + " already");
  }
  return {.code = v1::ERROR_CODE_UNSPECIFIED, .text = {}, .answered = std::move(answered)};
}

}  // namespace beatwatch
