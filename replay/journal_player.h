#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/journal/digest.h"
#include "adapters/journal/journal_reader.h"
#include "engine/change.h"
#include "engine/engine.h"
#include "engine/event.h"

namespace beatwatch {

/// The first row whose changes are not those on record.
struct replay_difference {
  std::uint64_t first_event = 0;  ///< of the row
  std::uint64_t events = 0;       ///< in it
  instant received_at;            ///< of its first event
};

struct replay_result {
  std::uint64_t rows = 0;
  std::uint64_t events = 0;
  std::uint64_t changes = 0;
  instant from;  ///< received_at of the first and last event
  instant to;
  std::optional<digest> on_record;  ///< chain over the changes as the live process had it, if any
  digest recomputed{};              ///< the same from this replay
  std::optional<replay_difference> difference;
  std::optional<journal_fault> fault;  ///< what ended the journal, if not its end

  [[nodiscard]] bool equal() const {
    return !difference && (!on_record || on_record == recomputed);
  }
};

/// A row of the journal, played: what it changed, and the engine after it.
struct played_row {
  const journal_row& row;
  const std::vector<change>& changes;
  const beatwatch::engine& engine;
  const parameters& settings;
};

/// What a journal goes on from that does not begin with the first event.
struct played_from {
  std::uint64_t after_event = 0;
  instant at;                          ///< of the checkpoint
  std::string zones_in_force;          ///< hash; empty: none
  std::vector<std::string> zone_sets;  ///< hashes of it and of all before it
};

/// Plays a journal with the parameters and maps that it keeps: the same events, the same changes,
/// the same digest, or the row where they part. It begins with a fresh engine at the first event,
/// or with the checkpoint that opens the oldest file still kept. Whether that checkpoint, made by
/// the server, is understood here is proved by the digest of the first row.
class journal_player {
 public:
  using progress = std::function<void(const replay_result& so_far)>;
  /// Sees each row, after its changes were compared.
  using on_row = std::function<void(const played_row&)>;

  /// `journal` stands at its beginning and outlives the player; `folder` is where its road files
  /// are kept.
  journal_player(journal_reader& journal, std::filesystem::path folder);

  /// Plays as if these zones, laid out on `plane`, had always been in force: the sets that the
  /// journal activates are passed over, and the digest is another one. Before `play`.
  void use_zones(std::shared_ptr<const zone_set> zones, const plane_origin& plane);

  /// To the end of the journal. Throws `std::runtime_error` when it begins neither with the first
  /// event nor with a checkpoint of this version, or lacks parameters or a map that it names.
  replay_result play(const progress& shown, const on_row& seen = {});

  /// After `play`: as the last event left it. Null for an empty journal.
  [[nodiscard]] const beatwatch::engine* engine() const { return engine_.get(); }
  /// The parameters that the last event was played with.
  [[nodiscard]] const parameters& settings() const { return settings_; }
  [[nodiscard]] const std::string& parameters_hash() const { return parameters_hash_; }
  /// From the first row on. Empty: the journal begins with the first event.
  [[nodiscard]] const std::optional<played_from>& began_at() const { return began_at_; }
  /// A set offered so far; null for any other hash.
  [[nodiscard]] std::shared_ptr<const zone_set> find_zones(const std::string& hash) const;

 private:
  void begin_runs_up_to(std::uint64_t event);
  void use_parameters(const std::string& hash);
  void begin_at_checkpoint(std::uint64_t first_event, replay_result& result);
  [[nodiscard]] journal_checkpoint opening_checkpoint(std::uint64_t after_event);
  void offer_zones(const std::string& hash);
  void offer_roads(const std::string& hash);
  void offer_maps(const std::vector<event>& events);
  void put_other_zones_in_force(instant now, std::vector<change>& changes);
  void apply(const std::vector<event>& events, std::vector<change>& changes);

  journal_reader& journal_;
  std::filesystem::path folder_;
  std::vector<journal_run> runs_;
  std::size_t next_run_ = 0;
  std::string parameters_hash_;
  parameters settings_;
  std::optional<played_from> began_at_;
  std::shared_ptr<const zone_set> other_zones_;  ///< instead of those on record; null: none
  plane_origin other_zones_plane_;
  std::vector<instant> activated_before_;  ///< from when on each set before the first row held
  std::unique_ptr<beatwatch::engine> engine_;
  std::vector<std::shared_ptr<const zone_set>> zone_sets_;      ///< offered so far
  std::vector<std::shared_ptr<const road_graph>> road_graphs_;  ///< likewise
};

}  // namespace beatwatch
