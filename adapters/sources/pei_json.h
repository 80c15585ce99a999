#pragma once
#include <string>
#include <string_view>

namespace beatwatch {

/// One message of a radio's serial interface decoded, both its lines, or {"error": label}: service,
/// calling, called, length_bits, then `lip` or `status_value`.
std::string pei_message_json(std::string_view lines);

}  // namespace beatwatch
