#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "adapters/daemon/row_memory.h"
#include "adapters/feeds/change_feed.h"
#include "adapters/feeds/situation.h"
#include "adapters/journal/journal_reader.h"
#include "engine/engine.h"
#include "engine/model/zone.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {

/// What a restart found.
struct restore_report {
  std::uint64_t checkpoint_after = 0;  ///< number of the event; 0: none was used
  std::uint64_t replayed_events = 0;
  std::uint64_t rows_that_differ = 0;  ///< whose changes are not those on record
};

/// What a checkpoint holds of the engine: the bytes of `engine::save`, and the maps to offer before
/// they are loaded.
struct saved_engine {
  std::string engine;
  std::vector<std::string> zone_sets;  ///< hashes of all that were ever offered
  std::string zones_in_force;          ///< hash; empty: none
  std::vector<std::string> road_graphs;
  std::map<instant, std::string> zone_activations;  ///< hashes, by when they came into force
};
/// Empty when the bytes are not those of `server_memory::save`.
std::optional<saved_engine> read_saved_engine(std::span<const std::byte> checkpoint);

/// Everything the server remembers: the engine, the numbers of the feed and what has been
/// published. All of it follows from the journal; a checkpoint only saves the time of reading it.
class server_memory {
 public:
  /// `run` is part of each message. `file_sources` are the names whose rows `rows` keeps.
  server_memory(parameters settings,
                std::uint32_t run,
                std::filesystem::path journal_folder,
                std::set<std::string> file_sources);

  beatwatch::engine& engine() { return *engine_; }
  change_feed& feed() { return feed_; }
  situation& released() { return released_; }
  row_memory& rows() { return rows_; }

  void offer(std::shared_ptr<const zone_set> zones);
  void offer(std::shared_ptr<const road_graph> roads);
  /// Hashes in force; empty: none.
  [[nodiscard]] const std::string& zones_in_force() const { return feed_.zones_hash(); }
  [[nodiscard]] const std::string& roads_in_force() const { return roads_in_force_; }
  /// The last set that the server activated by itself, as its configuration names it; empty: none.
  [[nodiscard]] const std::string& zones_configured() const { return zones_configured_; }
  /// Hashes of the sets activated so far, by the instant from which each is in force.
  [[nodiscard]] const std::map<instant, std::string>& zone_activations() const {
    return zone_activations_;
  }
  /// Null unless it was offered.
  [[nodiscard]] std::shared_ptr<const zone_set> find_zones(const std::string& hash) const;

  /// Goes to where the journal ends: from the newest checkpoint of `build`, else from the first
  /// event. Throws `std::runtime_error` when the journal cannot be read to its end or lacks a map
  /// that it names.
  restore_report restore(journal_reader& journal, const std::string& build);

  /// Bytes for a checkpoint; `held` are the messages not released yet.
  [[nodiscard]] std::vector<std::byte> save(const std::vector<feed_item>& held) const;

  /// A row of the journal was applied: what belongs to no room of the engine.
  void note(std::span<const event> events);

 private:
  bool load(journal_reader& journal, std::span<const std::byte> bytes);
  void replay(journal_reader& journal, restore_report& report, digest changes_digest);
  bool find_and_offer(journal_reader& journal, const event_body& body);
  bool find_and_offer_zones(journal_reader& journal, const std::string& hash);
  bool find_and_offer_roads(const std::string& hash);

  parameters settings_;
  std::filesystem::path journal_folder_;
  std::set<std::string> file_sources_;
  std::unique_ptr<beatwatch::engine> engine_;
  change_feed feed_;
  situation released_;
  row_memory rows_;
  std::map<std::string, std::shared_ptr<const zone_set>> zone_sets_;      ///< by hash
  std::map<std::string, std::shared_ptr<const road_graph>> road_graphs_;  ///< by hash
  std::string roads_in_force_;
  std::string zones_configured_;
  std::map<instant, std::string> zone_activations_;
};

}  // namespace beatwatch
