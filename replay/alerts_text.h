#pragma once
#include <string>

#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// The answer for people: alarms in words, rates and operators as tables, the log.
std::string alerts_text(const v1::AlertsAnswer& answer);

/// An alarm in words: "A1 was sent to I-204 and is silent".
std::string alarm_words(const v1::AlarmChanged& alarm);

}  // namespace beatwatch
