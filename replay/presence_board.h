#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "beatwatch/v1/feed.pb.h"

namespace beatwatch {

/// What each zone got today, as the feed last said.
class presence_board {
 public:
  void clear() { zones_.clear(); }
  void take(const v1::PresenceChanged& presence);

  [[nodiscard]] std::size_t size() const { return zones_.size(); }

  /// A table of at most `rows` zones, those whose last visit ended longest ago first (never visited
  /// before all others, somebody there now last), then by name; a line says how many are left out.
  [[nodiscard]] std::string due_first(std::int64_t now_ms, std::size_t rows) const;
  /// Every zone, by name.
  [[nodiscard]] std::string by_name(std::int64_t now_ms) const;

 private:
  std::map<std::string, v1::PresenceChanged> zones_;
};

}  // namespace beatwatch
