#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "adapters/daemon/server_memory.h"
#include "engine/change.h"
#include "engine/engine.h"
#include "engine/model/parameters.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// A town's late shift from 20:30 to 22:30 UTC on 2026-06-05, with the roster, late pings and
/// silence that the simulator makes, as a server would have journalled it: a row per five minutes,
/// ticks until 09:00 the next day, a checkpoint of this build where the second day's file opens. At
/// 22:00 a second zone set comes into force that lacks one zone of the first. Both have the gate
/// MERIDIAN, from south to north across the town.
class written_journal {
 public:
  /// Writes it into `folder`, which is made.
  explicit written_journal(const std::filesystem::path& folder);

  [[nodiscard]] const parameters& settings() const { return settings_; }
  [[nodiscard]] const std::vector<std::shared_ptr<const zone_set>>& zone_sets() const {
    return zone_sets_;
  }
  /// As the last event left it.
  [[nodiscard]] const beatwatch::engine& engine() const { return memory_->engine(); }
  /// Everything that it changed, in order.
  [[nodiscard]] const std::vector<change>& changes() const { return changes_; }
  /// Names of devices and of persons, which no history may hold.
  [[nodiscard]] const std::vector<std::string>& secrets() const { return secrets_; }

 private:
  parameters settings_;
  std::vector<std::shared_ptr<const zone_set>> zone_sets_;
  std::unique_ptr<server_memory> memory_;
  std::vector<change> changes_;
  std::vector<std::string> secrets_;
};

}  // namespace beatwatch
