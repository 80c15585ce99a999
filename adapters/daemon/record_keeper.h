#pragma once
#include <chrono>
#include <cstdint>
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
  static constexpr std::int64_t looks_of_shift_max = 20'000;  ///< in the own record, the first ones

  /// `count` is told once each time why something was not kept: "trails_not_kept" or
  /// "looks_not_kept". Throws `sqlite_error`.
  record_keeper(const std::filesystem::path& folder, std::function<void(std::string_view)> count);
  ~record_keeper();
  record_keeper(const record_keeper&) = delete;
  record_keeper& operator=(const record_keeper&) = delete;

  /// Units that moved leave a trail.
  void take(const std::vector<feed_item>& items);

  /// Puts a look on record at what the keeper itself does not show. `then` is told whether it is:
  /// false when the disk refuses.
  void record(look seen, std::function<void(bool)> then);

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
