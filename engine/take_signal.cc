#include "engine/take_signal.h"

#include "engine/device_holder.h"
#include "engine/state.h"
#include "engine/watch_alarms.h"

namespace beatwatch {

void take_signal(state& s,
                 const std::string& source,
                 const device_heard& heard,
                 std::vector<change>& changes) {
  const device_id id = device_of(s, source, heard.device);
  s.health.take_signal(id, heard, s.now);
  if (heard.signal == device_signal::no_fix) {
    return;
  }
  const instant at = time_of_claim(s, heard.observed_at);
  const std::string& device = s.device_names.name(id);
  const auto& held = holder(s, id, at);
  changes.push_back({s.now,
                     device_signalled{.unit = held ? s.unit_names.name(held->unit) : device,
                                      .device = device,
                                      .at = at,
                                      .signal = heard.signal,
                                      .status_code = heard.status_code}});
  if (heard.signal == device_signal::emergency) {
    strike_emergency(s, id, heard.observed_at, {}, changes);
  }
}

}  // namespace beatwatch
