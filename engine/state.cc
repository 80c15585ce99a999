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

const reporting_profile& state::profile_of(std::string_view source) const {
  static const reporting_profile usual;
  const auto of = [this](std::string_view name) {
    return std::find_if(settings.profiles.begin(),
                        settings.profiles.end(),
                        [name](const reporting_profile& p) { return p.source == name; });
  };
  if (const auto own = of(source); own != settings.profiles.end()) {
    return *own;
  }
  const auto other = of("");
  return other == settings.profiles.end() ? usual : *other;
}

}  // namespace beatwatch
