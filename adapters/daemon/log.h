#pragma once
#include "adapters/daemon/config.h"

namespace beatwatch {

/// Sends the log to standard error, a line per message: text for people, or a JSON object with
/// `time`, `level` and `message` for machines. No line of level info or above holds a coordinate.
void set_up_log(log_format format);

}  // namespace beatwatch
