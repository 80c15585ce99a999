#pragma once
#include "beatwatch/v1/feed.pb.h"
#include "beatwatch/v1/query.pb.h"
#include "engine/change.h"
#include "engine/engine.h"

namespace beatwatch {

/// Replaces `out` by the change; its numbers are left at zero.
void change_to_wire(const change& c, v1::FeedMessage& out);

/// The same of what a query is answered with.
void suggestion_to_wire(const suggestion& s, v1::Suggestion& out);
void measure_to_wire(const presence_measure& m, v1::PresenceMeasure& out);
void presence_to_wire(const presence_answer& answer, v1::PresenceAnswer& out);
void gate_to_wire(const gate_answer& answer, v1::GateAnswer& out);
void alarm_to_wire(const alarm_changed& alarm, v1::AlarmChanged& out);

}  // namespace beatwatch
