#include "adapters/sources/position_source.h"

#include <utility>

#include "engine/base/name.h"

namespace beatwatch {
namespace {

std::optional<device_signal> signal_of(intake_reason reason) {
  switch (reason) {
    case intake_reason::no_fix:
      return device_signal::no_fix;
    case intake_reason::emergency_without_position:
      return device_signal::emergency;
    default:
      return std::nullopt;
  }
}

}  // namespace

bool position_source::hear(intake_reason reason,
                           std::string device,
                           std::optional<instant> observed_at) {
  const auto signal = signal_of(reason);
  if (!signal || !is_name(device)) {
    return false;
  }
  heard_.push_back({.device = std::move(device),
                    .observed_at = observed_at,
                    .signal = *signal,
                    .status_code = {}});
  return true;
}

void position_source::keep_or_count(expected<ping, intake_reason> made,
                                    std::string_view peer,
                                    std::string_view message,
                                    instant received_at,
                                    std::vector<ping>& pings) {
  if (made) {
    pings.push_back(std::move(*made));
  } else {
    counts_.count(made.error(), peer, message, received_at);
  }
}

}  // namespace beatwatch
