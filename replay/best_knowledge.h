#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/journal/journal_reader.h"
#include "engine/event.h"

namespace beatwatch {

/// A journal as it would stand had everybody known everything in time: each ping when it was
/// observed, however late it came; each row of the roster when its duty begins and each status when
/// it was taken, however late they were typed. So the nightly run finds a place for what came
/// beyond the horizon, and its digest depends on what happened and not on when it was heard.
///
/// Of equal times facts come before pings, both by name. What claims to be from before the journal
/// begins, comes at its beginning; what claims to be from the future, when it was received. One row
/// per minute, ended by a tick; the journal's own ticks, clock moves and steps are left out. The
/// parameters of its newest run hold throughout. Rows carry no digest of changes: nobody has played
/// them before.
class best_knowledge : public journal_reader {
 public:
  /// Reads `journal` once, for what came late; `journal` outlives it.
  explicit best_knowledge(journal_reader& journal);

  /// Pings that came more than ten minutes after they were observed, and the longest such delay.
  [[nodiscard]] std::uint64_t late_pings() const { return late_pings_; }
  [[nodiscard]] duration longest_delay() const { return longest_delay_; }

  bool next(journal_row& row) override;
  [[nodiscard]] const std::optional<journal_fault>& fault() const override {
    return journal_.fault();
  }
  /// False but for 0: rows of another order do not end where those of the journal do.
  bool start_after(std::uint64_t event) override;
  std::optional<journal_checkpoint> newest_checkpoint(std::string_view build,
                                                      std::uint64_t not_after) override {
    return journal_.newest_checkpoint(build, not_after);
  }
  std::vector<journal_run> runs() override;
  std::optional<artifact> find_artifact(std::string_view hash) override {
    return journal_.find_artifact(hash);
  }

 private:
  struct placed_event {
    instant at;
    std::uint64_t number = 0;  ///< in the journal
    event what;
  };
  static bool earlier(const placed_event& a, const placed_event& b);
  [[nodiscard]] instant place_of(const event& e) const;
  void find_late();
  void begin_again();
  void read_up_to(instant mark);
  void take_before(instant mark, std::vector<event>& events);

  journal_reader& journal_;
  std::uint64_t first_number_ = 0;  ///< of the journal's first event
  instant began_;                   ///< its reception
  std::vector<placed_event> late_;  ///< in order
  std::uint64_t late_pings_ = 0;
  duration longest_delay_{};

  std::size_t next_late_ = 0;
  std::vector<placed_event> waiting_;  ///< heap, the earliest first
  std::uint64_t numbered_ = 0;         ///< last number given
  std::uint64_t read_ = 0;             ///< last number read
  instant read_to_;                    ///< reception of the newest event read
  instant mark_;                       ///< the end of the last row
  bool ended_ = false;                 ///< the journal has no more
};

}  // namespace beatwatch
