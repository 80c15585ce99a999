#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "adapters/history/row_insert.h"
#include "engine/engine.h"

namespace beatwatch {

/// Writes what each level of the hierarchies got by hour and by policing day: the union over its
/// zones, which cannot be made from the rows of the zones. Which zones belong to it stands in
/// `zones`.
class level_rows {
 public:
  /// Goes on with what the file has; it outlives this.
  explicit level_rows(sqlite_database& file);

  /// Every level's presence in the hour, as the engine answers for it.
  void record_hour(const engine& engine, interval hour, bool settled, instant now);
  /// The same of a policing day, with visits. What is told of it ends by `told_to`.
  void record_day(const engine& engine, interval day, bool settled, instant told_to, instant now);

 private:
  std::int64_t number_of(const std::string& level);

  row_insert names_;
  row_insert by_hour_;
  row_insert by_day_;
  std::map<std::string, std::int64_t> numbers_;  ///< by path
};

}  // namespace beatwatch
