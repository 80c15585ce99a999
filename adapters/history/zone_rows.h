#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "adapters/history/row_insert.h"
#include "engine/geo/local_plane.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// Writes which zones were in force when, and knows their keys in the file.
class zone_rows {
 public:
  /// Goes on with what the file has; it outlives this.
  explicit zone_rows(sqlite_database& file);

  /// From `at` on `zones` are in force, until the next set is. The set that is in force already is
  /// passed over.
  void activate(const zone_set& zones, instant at, instant told_at, const local_plane& plane);

  /// Zones of a set that was in force some time before `until`, when the journal does not say any
  /// more since when: from 1970. Names that are known already are passed over.
  void add_superseded(const zone_set& zones, instant until, const local_plane& plane);

  /// `fid` of the polygon that was in force at `t`; before the zone's first, that. The zone must be
  /// known.
  [[nodiscard]] std::int64_t polygon_of(const std::string& zone, instant t) const;
  /// Numbers of all zones that were ever in force, by name.
  [[nodiscard]] const std::map<std::string, std::int64_t>& numbers() const { return numbers_; }

 private:
  void add_zone(const zone& one,
                const std::string& set_hash,
                instant at,
                instant told_at,
                const local_plane& plane);
  void end_each_set();
  void end_set(instant start, instant end);

  sqlite_database* file_;
  row_insert zones_;
  row_insert names_;
  sqlite_statement end_set_;
  std::map<std::string, std::int64_t> numbers_;
  std::map<std::string, std::map<instant, std::int64_t>> polygons_;  ///< by zone, then start
  std::map<instant, std::string> sets_;                              ///< hashes by start
  std::int64_t last_fid_ = 0;
};

}  // namespace beatwatch
