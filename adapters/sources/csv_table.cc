#include "adapters/sources/csv_table.h"

#include <algorithm>
#include <utility>

namespace beatwatch {
namespace {

std::string unknown_column(std::string_view name, const std::vector<std::string_view>& known) {
  return shown(name) + " is not a column of this file" + did_you_mean(name, known);
}

}  // namespace

csv_table::csv_table(std::istream& in, csv_input input, std::vector<csv_column> columns)
    : reader_(in),
      input_(std::move(input)),
      columns_(std::move(columns)),
      field_of_column_(columns_.size()),
      errors_(input_.file) {
  check_column_map();
  read_header();
}

void csv_table::note(std::string_view field, std::string message) {
  row_ok_ = false;
  errors_.add(reader_.line(), field, std::move(message));
}

std::string_view csv_table::name_in_file(std::size_t i) const {
  const auto mapped = input_.columns.find(std::string{columns_[i].name});
  return mapped == input_.columns.end() ? columns_[i].name : std::string_view{mapped->second};
}

void csv_table::read_header() {
  if (!reader_.next()) {
    errors_.add(reader_.unreadable() ? 0 : 1,
                "",
                reader_.unreadable() ? "cannot be read" : "expected a header row");
    return;
  }
  if (reader_.fault()) {
    note("", "expected " + std::string{to_string(*reader_.fault())});
    return;
  }
  fields_per_row_ = reader_.fields().size();
  for (std::size_t i = 0; i < fields_per_row_; ++i) {
    place_column(i, reader_.fields()[i]);
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].required && !field_of_column_[i]) {
      note(name_in_file(i), "expected this column in the header row");
    }
  }
  header_ok_ = errors_.empty();
}

void csv_table::check_column_map() {
  std::vector<std::string_view> ours(columns_.size());
  std::transform(columns_.begin(), columns_.end(), ours.begin(), [](const csv_column& column) {
    return column.name;
  });
  for (const auto& [name, in_file] : input_.columns) {
    if (std::find(ours.begin(), ours.end(), name) == ours.end()) {
      errors_.add(0, "", "column map: " + unknown_column(name, ours));
    }
  }
}

void csv_table::place_column(std::size_t field, const std::string& name) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    names.push_back(name_in_file(i));
  }
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    if (input_.columns.empty()) {
      note("", unknown_column(name, names));
    }
    return;
  }
  auto& place = field_of_column_[static_cast<std::size_t>(found - names.begin())];
  if (place) {
    note(name, "stands twice in the header row");
  }
  place = field;
}

bool csv_table::next() {
  if (!header_ok_) {
    return false;
  }
  while (reader_.next()) {
    row_ok_ = true;
    if (reader_.fault()) {
      note("", "expected " + std::string{to_string(*reader_.fault())});
    } else if (reader_.fields().size() != fields_per_row_) {
      note("",
           "expected " + std::to_string(fields_per_row_) + " fields; found " +
               std::to_string(reader_.fields().size()));
    } else {
      return true;
    }
  }
  if (reader_.unreadable()) {
    errors_.add(0, "", "cannot be read to its end");
  }
  return false;
}

std::string_view csv_table::field(std::size_t i) const {
  const auto place = field_of_column_[i];
  return place ? std::string_view{reader_.fields()[*place]} : std::string_view{};
}

void csv_table::refuse(std::size_t i, std::string_view expected) { refuse(i, expected, {}); }

void csv_table::refuse(std::size_t i,
                       std::string_view expected,
                       const std::vector<std::string_view>& words) {
  note(name_in_file(i),
       "expected " + std::string{expected} + "; found " +
           (field(i).empty() ? "nothing" : shown(field(i))) + did_you_mean(field(i), words));
}

}  // namespace beatwatch
