#pragma once
#include <optional>
#include <string>

#include "adapters/daemon/engine_loop.h"
#include "beatwatch/v1/query.pb.h"
#include "engine/engine.h"
#include "engine/event.h"

namespace beatwatch {

/// Source of the events by which operators answer alarms.
inline constexpr std::string_view alarm_source = "alerts";

/// Why an answer cannot be taken; empty `text`: `answered` holds it.
struct alarm_answer_check {
  v1::ErrorCode code = v1::ERROR_CODE_UNSPECIFIED;
  std::string text;
  alarm_answered answered;
};

/// An operator's answer to an alarm that stands in `engine` at `now`.
alarm_answer_check check_alarm_answer(const v1::AnswerAlarm& asked,
                                      const std::string& by,
                                      const engine& engine,
                                      instant now);

}  // namespace beatwatch
