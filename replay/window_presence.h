#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/change.h"
#include "replay/journal_player.h"

namespace beatwatch {

/// What one zone got in a window.
struct window_figures {
  presence_measure presence;  ///< union over units
  presence_measure red;       ///< the same within red times
};

/// Adds up what each zone of a replay gets in a window, hour by hour, each hour once nothing can
/// change it any more, as the engine answers for it: union over units before the sum.
class window_presence {
 public:
  /// Of whole minutes.
  explicit window_presence(interval window) : window_(window), next_(window.from) {}

  /// `zones`: names, of every set in force so far.
  void take(const played_row& played, const std::vector<std::string>& zones);
  /// The rest, as known when the replay ends.
  void finish(const engine& played, const std::vector<std::string>& zones, instant now);

  /// By zone; one that got nothing may be missing.
  [[nodiscard]] const std::map<std::string, window_figures>& figures() const { return figures_; }

 private:
  void add(const engine& played, const std::vector<std::string>& zones, interval hour);

  interval window_;
  instant next_;  ///< start of the first hour not added yet
  std::map<std::string, window_figures> figures_;
};

}  // namespace beatwatch
