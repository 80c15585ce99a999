#pragma once
#include <string>

#include "engine/event.h"

namespace beatwatch {

/// What an event says, on one line for people: "ping of T-12 at 2026-10-25T00:10:00.000Z,
/// 52.6369000,-1.1398000".
std::string event_text(const event_body& body);

/// Kind of event, as one word: "ping", "incident", ...
std::string event_kind(const event_body& body);

}  // namespace beatwatch
