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
  digest on_record{};   ///< chain over the changes as the live process had it
  digest recomputed{};  ///< the same from this replay
  std::optional<replay_difference> difference;
  std::optional<journal_fault> fault;  ///< what ended the journal, if not its end

  [[nodiscard]] bool equal() const { return !difference && on_record == recomputed; }
};

/// Plays a journal into a fresh engine, with the parameters and maps that the journal keeps: the
/// same events, the same changes, the same digest, or the row where they part.
class journal_player {
 public:
  using progress = std::function<void(const replay_result& so_far)>;
  /// Sees the changes of each row, after they were compared.
  using on_changes = std::function<void(const std::vector<change>&)>;

  /// `journal` stands at its beginning and outlives the player; `folder` is where its road files
  /// are kept.
  journal_player(journal_reader& journal, std::filesystem::path folder);

  /// To the end of the journal. Throws `std::runtime_error` when it does not begin with the first
  /// event, or lacks parameters or a map that it names.
  replay_result play(const progress& shown, const on_changes& seen = {});

  /// After `play`: as the last event left it. Null for an empty journal.
  [[nodiscard]] const beatwatch::engine* engine() const { return engine_.get(); }

 private:
  void begin_runs_up_to(std::uint64_t event);
  void use_parameters(const std::string& hash);
  void offer_maps(const std::vector<event>& events);

  journal_reader& journal_;
  std::filesystem::path folder_;
  std::vector<journal_run> runs_;
  std::size_t next_run_ = 0;
  std::string parameters_hash_;
  std::unique_ptr<beatwatch::engine> engine_;
  std::vector<std::shared_ptr<const zone_set>> zone_sets_;      ///< offered so far
  std::vector<std::shared_ptr<const road_graph>> road_graphs_;  ///< likewise
};

}  // namespace beatwatch
