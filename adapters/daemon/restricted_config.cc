#include "adapters/daemon/restricted_config.h"

#include <string>
#include <vector>

#include "adapters/journal/event_bounds.h"

namespace beatwatch {
namespace {

// "device" or "source/device".
void require_device(const toml_section& in, const std::string& device) {
  if (!is_device_pattern(device)) {
    in.fail("devices", R"(expected names of devices, "device" or "source/device")");
  }
}

}  // namespace

restricted_names read_restricted(toml_section& root) {
  restricted_names names;
  auto in = root.section("restricted");
  if (!in) {
    return names;
  }
  std::vector<std::string> call_signs;
  std::vector<std::string> devices;
  std::vector<std::string> skills;
  in->read_texts("call_signs", call_signs);
  in->read_texts("devices", devices);
  in->read_texts("skills", skills);
  in->finish();
  for (const std::string& name : call_signs) {
    in->require_name("call_signs", name);
  }
  for (const std::string& name : devices) {
    require_device(*in, name);
  }
  for (const std::string& name : skills) {
    in->require_name("skills", name);
  }
  names.call_signs.insert(call_signs.begin(), call_signs.end());
  names.devices.insert(devices.begin(), devices.end());
  names.skills.insert(skills.begin(), skills.end());
  return names;
}

}  // namespace beatwatch
