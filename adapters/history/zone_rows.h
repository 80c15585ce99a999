#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "adapters/history/row_insert.h"
#include "engine/geo/local_plane.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// Writes which zones and gates were in force when, and knows their keys in the file.
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
  /// The same of the line of a gate.
  [[nodiscard]] std::int64_t line_of(const std::string& gate, instant t) const;
  /// Numbers of all zones that were ever in force, by name.
  [[nodiscard]] const std::map<std::string, std::int64_t>& numbers() const { return numbers_; }

 private:
  // Since when something is in force, and by which set.
  struct start {
    const std::string& set_hash;
    instant at;
    instant told_at;
  };
  // The shapes of one table, by name, then start.
  class dated_shapes {
   public:
    dated_shapes(sqlite_database& file, const std::string& table, const std::string& name);
    [[nodiscard]] bool knows(const std::string& name) const { return fids_.contains(name); }
    [[nodiscard]] std::int64_t in_force(const std::string& name, instant t) const;
    std::int64_t add(const std::string& name, instant at);
    void end_set(instant begun, instant end);

   private:
    sqlite_statement end_set_;
    std::map<std::string, std::map<instant, std::int64_t>> fids_;
    std::int64_t last_fid_ = 0;
  };

  void add_zone(const zone& one, const start& since, const local_plane& plane);
  void add_gate(const gate_line& one, const start& since, const local_plane& plane);
  void end_each_set();
  void end_set(instant begun, instant end);

  row_insert zones_;
  row_insert names_;
  row_insert gates_;
  dated_shapes polygons_;
  dated_shapes lines_;
  std::map<std::string, std::int64_t> numbers_;
  std::map<instant, std::string> sets_;  ///< hashes by start
};

}  // namespace beatwatch
