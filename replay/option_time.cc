#include "replay/option_time.h"

#include <stdexcept>

#include "adapters/sources/rfc3339.h"

namespace beatwatch {

instant option_time(const std::string& text, const char* option) {
  const auto at = parse_rfc3339(text);
  if (!at) {
    throw std::runtime_error{std::string{option} +
                             ": expected a time such as 2026-06-05T14:00:00Z, not \"" + text + '"'};
  }
  return *at;
}

}  // namespace beatwatch
