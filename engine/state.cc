#include "engine/state.h"

#include <algorithm>

namespace beatwatch {

std::optional<device_id> state::find_device(std::string_view source, std::string_view name) {
  // One buffer for the name: most pings come from devices that are known.
  device_key.assign(source);
  device_key += '/';
  device_key += name;
  return device_names.find(device_key);
}

const reporting_profile& state::profile_of(const device_state& device) const {
  static const reporting_profile usual;
  const auto of = [this](std::string_view source) {
    return std::find_if(settings.profiles.begin(),
                        settings.profiles.end(),
                        [source](const reporting_profile& p) { return p.source == source; });
  };
  if (const auto own = of(device.source); own != settings.profiles.end()) {
    return *own;
  }
  const auto other = of("");
  return other == settings.profiles.end() ? usual : *other;
}

}  // namespace beatwatch
