#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "adapters/history/gate_pass_rows.h"
#include "adapters/history/health_rows.h"
#include "adapters/history/incident_rows.h"
#include "adapters/history/plan_rows.h"
#include "adapters/history/presence_rows.h"
#include "adapters/history/source_rows.h"
#include "adapters/history/trail_rows.h"
#include "adapters/history/visit_rows.h"
#include "adapters/history/zone_rows.h"

namespace beatwatch {

/// Writes what the engine says into a history, batch by batch in the order of the journal. Equal
/// journals give equal rows. The caller holds the transaction.
class history_writer {
 public:
  /// The set of a hash that `zones_changed` names; it must be known.
  using zone_finder = std::function<std::shared_ptr<const zone_set>(const std::string& hash)>;

  /// What a history is made of.
  enum class knowledge : std::uint8_t {
    as_told,  ///< as it came: what the server knew, and when
    best,     ///< as it happened: nothing is said of how sources did, as that is how it came
  };

  /// `file` outlives it. Takes back what was told at or after `from`, the reception of the first
  /// event that will be taken, so that taking it again makes nothing double.
  history_writer(sqlite_database& file, instant from, knowledge made_of, zone_finder find_zones);

  /// The set that was in force at `at`, before the first event, when that is not the journal's
  /// first; null: none. `known` are the hashes of it and of all before it.
  void begin_with(const std::shared_ptr<const zone_set>& in_force,
                  std::span<const std::string> known,
                  instant at,
                  const parameters& settings);

  /// A batch, what it changed, and the engine after it.
  void take(std::span<const event> events,
            std::span<const change> changes,
            const engine& engine,
            const parameters& settings);

  /// After the last batch: what is not settled yet, as known now.
  void finish(const engine& engine, const parameters& settings);

 private:
  /// How sources do: a matter of arrival.
  void take_health(const change& one);

  sqlite_database* file_;
  knowledge made_of_;
  zone_finder find_zones_;
  zone_rows zones_;
  level_rows levels_;
  red_time_rows red_times_;
  plan_rows plans_;
  visit_rows visits_;
  gate_pass_rows passes_;
  presence_rows presence_;
  trail_rows trails_;
  incident_rows incidents_;
  source_rows sources_;
  health_rows health_;
  instant now_;
};

}  // namespace beatwatch
