#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "adapters/journal/sqlite.h"
#include "engine/base/interval.h"
#include "engine/base/units.h"
#include "engine/geo/position.h"

namespace beatwatch {

/// Where a unit was heard to be.
struct trail_point {
  instant at;
  position where;
  std::uint32_t error_cm = 0;  ///< hard limit of the error of the fix
};

/// Where units were over the shift so far, as their positions came in live: the settled trail of a
/// day is in the history. Kept in a file, so that a restart forgets none of it, and no longer than
/// `kept_for`. A point stands for what follows until the unit is more than `moved_m` from it or
/// `waited` has passed.
class trail_store {
 public:
  static constexpr duration kept_for{std::chrono::hours{24}};
  static constexpr duration waited{std::chrono::seconds{60}};
  static constexpr double moved_m = 25;

  /// Created, readable by its owner alone, when absent. Throws `sqlite_error`.
  explicit trail_store(const std::filesystem::path& file);

  /// Held in memory until `keep`; older points than the newest of the unit are left out.
  void add(const std::string& unit, const trail_point& point);

  /// Writes what was added and forgets what is too old. Throws `sqlite_error`; then nothing of it
  /// is lost, and it is written the next time.
  void keep();

  /// What was added and kept, in order of time. Throws `sqlite_error`.
  [[nodiscard]] std::vector<trail_point> trail(const std::string& unit, interval window);

 private:
  struct added_point {
    std::string unit;
    trail_point point;
  };

  sqlite_database file_;
  std::map<std::string, trail_point, std::less<>> newest_;  ///< by unit
  std::vector<added_point> added_;
};

}  // namespace beatwatch
