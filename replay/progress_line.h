#pragma once
#include <chrono>

#include "replay/journal_player.h"

namespace beatwatch {

/// How far a replay or a load is: one line on standard error that is written over, and only where
/// somebody may be looking.
class progress_line {
 public:
  /// `doing` begins the line.
  explicit progress_line(const char* doing = "replaying");
  void show(const replay_result& so_far);
  /// Ends the line, if one was shown.
  void finish() const;

 private:
  const char* doing_;
  bool watched_ = false;
  bool shown_ = false;
  std::chrono::steady_clock::time_point began_;
  std::chrono::steady_clock::time_point shown_at_;
};

}  // namespace beatwatch
