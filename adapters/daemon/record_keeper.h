#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/feeds/feed_item.h"
#include "adapters/records/audit_log.h"
#include "adapters/records/trail_store.h"
#include "adapters/transport/asio.h"

namespace beatwatch {

/// One stretch for which somebody held a unit, and what is on record of it.
struct own_shift {
  std::string unit;
  interval on;
  std::vector<trail_point> points;
  std::vector<kept_look> looks;
};

/// Trails of the shift so far and the audit log, on a thread of their own: a slow disk delays
/// neither engine nor pages. Member functions may be called on any thread; what they are given to
/// call is called on the keeper's.
class record_keeper {
 public:
  static constexpr std::chrono::seconds kept_every{1};

  /// `count` is told once each time why something was not kept: "trails_not_kept" or
  /// "looks_not_kept". Throws `sqlite_error`.
  record_keeper(const std::filesystem::path& folder, std::function<void(std::string_view)> count);
  ~record_keeper();
  record_keeper(const record_keeper&) = delete;
  record_keeper& operator=(const record_keeper&) = delete;

  /// Units that moved leave a trail.
  void take(const std::vector<feed_item>& items);

  /// Puts a look on record that is not answered by the keeper itself.
  void note(look seen);
  /// Likewise of somebody who is told all topics of the feed that begin with a prefix; nothing when
  /// they say of no unit where it is.
  void note_view(std::string_view who, look_way way, std::string_view topic_prefix, instant at);

  /// Records the look, then reads what was looked at. Empty when the disk refuses either: what
  /// cannot be recorded is not shown.
  void show_trail(look seen, std::function<void(std::optional<std::vector<trail_point>>)> then);
  void show_own(look seen,
                std::vector<own_shift> shifts,
                std::function<void(std::optional<std::vector<own_shift>>)> then);
  void show_looks(look_filter wanted,
                  std::function<void(std::optional<std::vector<kept_look>>)> then);

 private:
  void add(const std::string& message);
  void keep_trails();
  [[nodiscard]] std::vector<kept_look> looks_of(const look_filter& wanted);

  template <typename Answer>
  void post(std::function<Answer()> work, std::function<void(std::optional<Answer>)> then);

  std::function<void(std::string_view)> count_;
  audit_log audit_;
  trail_store trails_;
  std::chrono::steady_clock::time_point kept_at_{};
  asio::thread_pool thread_{1};  ///< last: it ends before the rest goes
};

}  // namespace beatwatch
