#pragma once
#include <functional>
#include <string>
#include <vector>

#include "adapters/daemon/clock.h"
#include "adapters/daemon/reception.h"
#include "adapters/daemon/reject_file.h"
#include "adapters/sources/intake_counts.h"
#include "engine/event.h"

namespace beatwatch {

/// A socket of trackers or radios, whatever they speak.
class position_intake {
 public:
  position_intake() = default;
  virtual ~position_intake() = default;
  position_intake(const position_intake&) = delete;
  position_intake& operator=(const position_intake&) = delete;

  virtual void start() = 0;
  [[nodiscard]] virtual const std::string& name() const = 0;
  /// "address:port" with the actual port.
  [[nodiscard]] virtual std::string endpoint() const = 0;
  [[nodiscard]] virtual bool is_tcp() const = 0;  ///< otherwise UDP
};

/// What an intake works on; all of it outlives it.
struct intake_parts {
  const clock_port& clock;
  reception& events;
  /// Told of each record that was not used and may be once it is mended; may be empty.
  std::function<void(const std::string& source, const unusable_record&)> unusable = {};
};

/// Has `counts`, which `source` and `parts` outlive, tell of what is not used and may be mended.
void tell_rejects(const std::string& source, intake_counts& counts, const intake_parts& parts);

/// The events of a source's pings, and of the devices that it heard without one; both are taken.
std::vector<intake> intakes_of(const std::string& source,
                               std::vector<ping>& pings,
                               std::vector<device_heard>& heard);

/// Counts what became none since the last call.
void give_counts(const std::string& source, intake_counts& counts, reception& rooms);

/// "address:port", with an IPv6 address in brackets.
template <typename Endpoint>
std::string endpoint_text(const Endpoint& bound) {
  const std::string address = bound.address().to_string();
  return (bound.address().is_v6() ? "[" + address + "]" : address) + ":" +
         std::to_string(bound.port());
}

}  // namespace beatwatch
