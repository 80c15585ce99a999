#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/columns/row_mapper.h"
#include "adapters/daemon/polled_table.h"
#include "adapters/daemon/table_config.h"

namespace beatwatch {

/// Rows of a query on their way to the engine: which columns they have, how far they were taken.
/// The mark of the newest row that is on disk is what the next query begins after; a row without a
/// mark above the one before it is rejected, or rows would be lost or come for ever.
class query_rows {
 public:
  /// `mark`: of the newest row taken before; 0: none. Throws `std::runtime_error` when the map has
  /// no such table.
  query_rows(std::string source,
             const sql_source& settings,
             std::map<std::string, row_mapper> tables,
             std::uint64_t mark);

  [[nodiscard]] std::uint64_t mark() const { return mark_; }

  /// The columns of the answer. Throws `std::runtime_error` when one that is needed is not there.
  void begin(std::span<const std::string> columns);
  /// A row; a null is an empty text. False when the server stops.
  bool add(std::span<const std::string_view> values, const polled_table::hand_over& hand);
  /// No more rows.
  bool finish(const polled_table::hand_over& hand);

 private:
  [[nodiscard]] std::string record_of(std::uint64_t mark) const;
  bool hand_on(const polled_table::hand_over& hand);

  std::string source_;
  std::string mark_column_;
  row_mapper mapper_;
  std::uint64_t mark_;
  std::uint64_t mark_of_batch_;
  std::size_t mark_place_ = 0;
  std::vector<std::size_t> places_;  ///< of the mapper's columns
  std::vector<std::string_view> cells_;
  mapped_batch batch_;
  std::size_t rows_ = 0;
};

}  // namespace beatwatch
