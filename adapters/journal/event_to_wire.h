#pragma once
#include "beatwatch/v1/event.pb.h"
#include "engine/event.h"

namespace beatwatch {

/// Replaces `out` by `e`, field for field.
void event_to_wire(const event& e, v1::Event& out);

}  // namespace beatwatch
