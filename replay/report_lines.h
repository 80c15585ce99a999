#pragma once
#include <nlohmann/json_fwd.hpp>

namespace beatwatch {

/// A report on standard output: one JSON object, or a line for each of its members.
void print_report(const nlohmann::ordered_json& report, bool json);

}  // namespace beatwatch
