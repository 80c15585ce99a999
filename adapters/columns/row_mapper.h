#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/columns/column_map.h"
#include "adapters/columns/line_order.h"
#include "adapters/columns/row_fault.h"
#include "adapters/maps/coordinate_system.h"
#include "engine/event.h"

namespace beatwatch {

/// An event of a row.
struct mapped_event {
  event_body body;
  std::optional<instant> written_at;  ///< of a version of an incident, where the table says
};

/// What a row becomes. With faults it has no events.
struct mapped_row {
  std::vector<mapped_event> events;
  std::vector<cell_fault> faults;
  std::vector<cell_fault> remarks;  ///< taken, but its reader had to choose
};

struct table_reading;

/// Turns rows of text into events by a column map, whatever the rows come from. Pure but for what
/// `survey` has seen; never throws once it is made.
class row_mapper {
 public:
  /// Throws `std::runtime_error` when PROJ does not know the map's coordinates.
  explicit row_mapper(table_map map);

  [[nodiscard]] const table_map& map() const { return map_; }
  /// Their columns that the map names, each once: a row's cells stand in this order.
  [[nodiscard]] const std::vector<std::string>& columns() const { return theirs_; }

  /// Whether rows must be surveyed, all of them, before the first one is mapped.
  [[nodiscard]] bool needs_survey() const { return !map_.rising.empty(); }
  /// Forgets what was surveyed: the rows of another file follow.
  void begin_survey() { order_ = {}; }
  void survey(std::span<const std::string_view> cells, std::size_t line);

  /// `cells` in UTF-8; `line` only tells them apart.
  [[nodiscard]] mapped_row map_row(std::span<const std::string_view> cells, std::size_t line) const;

  /// How places got to WGS 84, for people; empty when there were none to turn.
  [[nodiscard]] std::string how_places_were_turned() const;

 private:
  [[nodiscard]] table_reading reading() const;

  table_map map_;
  std::vector<std::string> theirs_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> cells_of_;  ///< by our column
  line_order order_;
  std::optional<coordinate_system> coordinates_;    ///< of eastings and northings
  std::optional<coordinate_system> national_grid_;  ///< of grid references
};

}  // namespace beatwatch
