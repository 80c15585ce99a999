#include "replay/report_lines.h"

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

namespace beatwatch {

void print_report(const nlohmann::ordered_json& report, bool json) {
  if (json) {
    std::cout << report.dump() << '\n';
    return;
  }
  for (const auto& [key, value] : report.items()) {
    std::cout << key << ": " << (value.is_string() ? value.get<std::string>() : value.dump())
              << '\n';
  }
}

}  // namespace beatwatch
