#pragma once
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>

#include "adapters/sources/lip_decode.h"

namespace beatwatch {

/// One report as JSON: `pdu`, then time, place, velocity and reason in the order of its fields, the
/// codes beside their meanings where a code says more.
nlohmann::ordered_json lip_json(const lip_report& report);

/// The user data of one message decoded, or {"error": label}; all bits are valid.
std::string lip_line_json(std::string_view octets);

}  // namespace beatwatch
