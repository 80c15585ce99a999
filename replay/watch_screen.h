#pragma once
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>

#include "beatwatch/v1/feed.pb.h"
#include "replay/presence_board.h"

namespace beatwatch {

/// Turns messages of the feed into lines for somebody who looks on. Pure but for the stream.
class watch_screen {
 public:
  /// `out` outlives the screen.
  watch_screen(std::ostream& out, int board_every_min, std::size_t rows);

  /// A snapshot of this prefix follows.
  void begin(const std::string& prefix);
  /// `fresh`: it happened now; otherwise a snapshot says how things stand.
  void take(const v1::FeedMessage& message, bool fresh);
  void take(const v1::Heartbeat& heartbeat);
  void show_board(std::int64_t now_ms);

 private:
  void take_incident(const v1::Incident& incident, std::int64_t at_ms, bool fresh);
  void take_suggestion(const v1::Suggestion& suggestion, std::int64_t at_ms);
  void show_board_when_due(std::int64_t now_ms);

  std::ostream& out_;
  std::int64_t board_every_ms_;
  std::size_t rows_;
  presence_board board_;
  std::map<std::string, v1::Incident> incidents_;
  std::int64_t next_board_ms_ = 0;
  bool driven_said_ = false;
  bool journal_trouble_said_ = false;
};

}  // namespace beatwatch
