#include "adapters/columns/mapped_file.h"

#include <fnmatch.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/columns/windows_1252.h"
#include "adapters/sources/csv_reader.h"
#include "adapters/sources/file_errors.h"

namespace beatwatch {
namespace {

class mapped_file_reader {
 public:
  mapped_file_reader(const std::filesystem::path& file, const row_mapper& mapper)
      : file_(file),
        mapper_(mapper),
        in_(file, std::ios::binary),
        reader_(in_, mapper.map().form.separator) {
    if (!in_.is_open() || std::filesystem::is_directory(file)) {
      throw std::runtime_error(file.string() + ": cannot be read");
    }
    read_header();
  }

  /// Mistakes of the header row; none: there are rows to read.
  [[nodiscard]] const std::vector<cell_fault>& header_faults() const { return header_faults_; }

  bool next() {
    while (header_faults_.empty() && reader_.next()) {
      if (read_row()) {
        return true;
      }
    }
    if (reader_.unreadable()) {
      throw std::runtime_error(file_.string() + ": cannot be read to its end");
    }
    return false;
  }

  [[nodiscard]] std::size_t line() const { return reader_.line(); }
  /// Of the row, unless it has a fault.
  [[nodiscard]] std::span<const std::string_view> cells() const { return cells_; }
  [[nodiscard]] const std::optional<cell_fault>& fault() const { return fault_; }

 private:
  void read_header() {
    if (!reader_.next() || reader_.fault()) {
      header_faults_.push_back({row_fault::bad_row, "", "expected a header row"});
      return;
    }
    fields_per_row_ = reader_.fields().size();
    std::vector<std::string> names;
    for (const std::string& field : reader_.fields()) {
      names.push_back(trimmed_name(text_of(field)));
    }
    for (const std::string& wanted : mapper_.columns()) {
      const auto found = std::find(names.begin(), names.end(), wanted);
      field_of_cell_.push_back(static_cast<std::size_t>(found - names.begin()));
      if (found == names.end()) {
        header_faults_.push_back({row_fault::bad_row,
                                  wanted,
                                  "expected this column in the header row" +
                                      did_you_mean(wanted, {names.begin(), names.end()})});
      } else if (std::find(found + 1, names.end(), wanted) != names.end()) {
        header_faults_.push_back({row_fault::bad_row, wanted, "stands twice in the header row"});
      }
    }
  }

  static std::string trimmed_name(std::string name) {
    name.erase(0, name.find_first_not_of(' '));
    name.erase(name.find_last_not_of(' ') + 1);
    return name;
  }

  [[nodiscard]] std::string text_of(const std::string& field) const {
    return mapper_.map().form.encoding == text_encoding::windows_1252 ? windows_1252_to_utf8(field)
                                                                      : field;
  }

  // False for a row of nothing but separators, with which spreadsheets end their files.
  bool read_row() {
    fault_.reset();
    const auto fields = reader_.fields();
    if (reader_.fault()) {
      fault_ = {row_fault::bad_row, "", "expected " + std::string{to_string(*reader_.fault())}};
      return true;
    }
    if (std::all_of(fields.begin(), fields.end(), [](const auto& f) { return f.empty(); })) {
      return false;
    }
    if (fields.size() != fields_per_row_) {
      fault_ = {row_fault::bad_row,
                "",
                "expected " + std::to_string(fields_per_row_) + " fields; found " +
                    std::to_string(fields.size())};
      return true;
    }
    texts_.clear();
    cells_.clear();
    for (const std::size_t field : field_of_cell_) {
      texts_.push_back(text_of(fields[field]));
    }
    cells_.assign(texts_.begin(), texts_.end());
    return true;
  }

  std::filesystem::path file_;
  const row_mapper& mapper_;
  std::ifstream in_;
  csv_reader reader_;
  std::vector<cell_fault> header_faults_;
  std::size_t fields_per_row_ = 0;
  std::vector<std::size_t> field_of_cell_;
  std::vector<std::string> texts_;  ///< of the row
  std::vector<std::string_view> cells_;
  std::optional<cell_fault> fault_;
};

}  // namespace

void read_mapped_file(const std::filesystem::path& file,
                      row_mapper& mapper,
                      const std::function<void(const mapped_line&)>& take) {
  if (mapper.needs_survey()) {
    mapper.begin_survey();
    mapped_file_reader survey{file, mapper};
    while (survey.next()) {
      if (!survey.fault()) {
        mapper.survey(survey.cells(), survey.line());
      }
    }
  }
  mapped_file_reader rows{file, mapper};
  if (!rows.header_faults().empty()) {
    take({.line = 1, .row = {.events = {}, .faults = rows.header_faults(), .remarks = {}}});
  }
  while (rows.next()) {
    if (rows.fault()) {
      take({.line = rows.line(), .row = {.events = {}, .faults = {*rows.fault()}, .remarks = {}}});
    } else {
      take({.line = rows.line(), .row = mapper.map_row(rows.cells(), rows.line())});
    }
  }
}

bool is_file_of(const table_map& map, const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  return std::any_of(map.files.begin(), map.files.end(), [&name](const std::string& pattern) {
    return fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
  });
}

}  // namespace beatwatch
