#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "adapters/daemon/engine_loop.h"
#include "adapters/daemon/server_memory.h"
#include "adapters/maps/zone_set_file.h"
#include "adapters/transport/asio.h"
#include "beatwatch/v1/query.pb.h"
#include "engine/geo/local_plane.h"

namespace beatwatch {

/// Keeps a set with the journals and takes the event that puts it in force.
using put_zones_in_force =
    std::function<void(const std::shared_ptr<const zone_set>& zones, intake activation)>;

/// What activations work on; all of it outlives them.
struct zone_activation_parts {
  asio::io_context& loop;
  const engine_loop& events;
  server_memory& memory;
  put_zones_in_force put_in_force;
  std::filesystem::path store;
  plane_origin plane;
};

/// Puts zone sets in force while the server runs. A set that is not known yet is read from the
/// store and prepared on a thread of its own, one at a time, then kept with the journal, so that a
/// restart and a replay have it without the store.
class zone_activations {
 public:
  struct refusal {
    v1::ErrorCode code;
    std::string text;
  };

  explicit zone_activations(zone_activation_parts parts) : parts_(std::move(parts)) {}

  /// Takes the event under the client's name, or under "zones" without one. Empty when it is taken,
  /// or was before. Being prepared is a refusal too: ask again.
  [[nodiscard]] std::optional<refusal> activate(const std::string& client,
                                                const std::string& hash,
                                                instant at);

  /// Hash of the set in force; empty: none.
  [[nodiscard]] const std::string& in_force() const { return parts_.memory.zones_in_force(); }
  /// Null: none.
  [[nodiscard]] std::shared_ptr<const zone_set> set_in_force() const {
    return parts_.memory.find_zones(in_force());
  }
  [[nodiscard]] std::vector<std::pair<instant, std::string>> in_force_and_to_come() const;
  /// Zones in a set that was offered.
  [[nodiscard]] std::uint32_t size_of(const std::string& hash) const;

 private:
  [[nodiscard]] std::optional<refusal> prepare(const std::string& hash);
  void finish(const std::string& hash, const prepared_zones& read);

  zone_activation_parts parts_;
  std::optional<std::string> preparing_;        ///< hash
  std::map<std::string, std::string> refused_;  ///< why a set cannot be used, until that is told
  asio::thread_pool worker_{1};                 ///< last: it ends before the rest goes
};

}  // namespace beatwatch
