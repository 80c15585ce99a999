#pragma once
#include <string>
#include <string_view>

namespace beatwatch {

/// The first frame of `text` decoded, or {"error": label}. Members as the kind of message has them;
/// `time_gps` is an event's time as it was sent, without the leap seconds between GPS time and UTC.
std::string taip_json(std::string_view text);

}  // namespace beatwatch
