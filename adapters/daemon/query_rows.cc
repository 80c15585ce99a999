#include "adapters/daemon/query_rows.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "adapters/sources/record_json.h"

namespace beatwatch {
namespace {

row_mapper mapper_named(const std::string& source,
                        const std::string& table,
                        std::map<std::string, row_mapper> tables) {
  const auto found = tables.find(table);
  if (found == tables.end()) {
    throw std::runtime_error("sources." + source + ".table: the map has no table \"" + table +
                             "\"");
  }
  return std::move(found->second);
}

std::size_t place_of(const std::string& column, std::span<const std::string> columns) {
  const auto found = std::find(columns.begin(), columns.end(), column);
  if (found == columns.end()) {
    throw std::runtime_error("the query gives no column \"" + column + "\"");
  }
  return static_cast<std::size_t>(found - columns.begin());
}

std::optional<std::uint64_t> mark_of(std::string_view text) {
  std::uint64_t mark = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), mark);
  return failure == std::errc{} && end == text.data() + text.size() ? std::optional{mark}
                                                                    : std::nullopt;
}

}  // namespace

query_rows::query_rows(std::string source,
                       const sql_source& settings,
                       std::map<std::string, row_mapper> tables,
                       std::uint64_t mark)
    : source_(std::move(source)),
      mark_column_(settings.mark_column),
      mapper_(mapper_named(source_, settings.table, std::move(tables))),
      mark_(mark),
      mark_of_batch_(mark) {}

void query_rows::begin(std::span<const std::string> columns) {
  batch_ = {};
  rows_ = 0;
  mark_of_batch_ = mark_;
  mark_place_ = place_of(mark_column_, columns);
  places_.clear();
  for (const std::string& wanted : mapper_.columns()) {
    places_.push_back(place_of(wanted, columns));
  }
}

bool query_rows::add(std::span<const std::string_view> values,
                     const polled_table::hand_over& hand) {
  const auto mark = mark_of(values[mark_place_]);
  if (!mark || *mark <= mark_of_batch_) {
    throw std::runtime_error("the query's column \"" + mark_column_ +
                             "\" does not rise from row to row above the mark: order by it, and "
                             "give each row its own");
  }
  cells_.clear();
  for (const std::size_t place : places_) {
    cells_.push_back(values[place]);
  }
  add_row(
      source_,
      *mark,
      mapper_.map_row(cells_, 0),
      [this, &mark] { return record_of(*mark); },
      batch_);
  mark_of_batch_ = *mark;
  return ++rows_ % polled_table::batch_rows_max != 0 || hand_on(hand);
}

// As a line that an intake of JSON would take.
std::string query_rows::record_of(std::uint64_t mark) const {
  nlohmann::ordered_json record{{"record", mapper_.map().name}, {mark_column_, mark}};
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    record[mapper_.columns()[i]] = cells_[i];
  }
  return record_line(record);
}

bool query_rows::finish(const polled_table::hand_over& hand) {
  return mark_of_batch_ == mark_ || hand_on(hand);
}

bool query_rows::hand_on(const polled_table::hand_over& hand) {
  if (!hand(std::exchange(batch_, {}))) {
    return false;
  }
  mark_ = mark_of_batch_;
  return true;
}

}  // namespace beatwatch
