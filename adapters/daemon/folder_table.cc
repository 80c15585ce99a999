#include "adapters/daemon/folder_table.h"

#include <algorithm>
#include <fstream>
#include <utility>
#include <vector>

#include "adapters/columns/mapped_file.h"
#include "adapters/sources/file_errors.h"

namespace beatwatch {
namespace {

namespace fs = std::filesystem;

// A name that is not there yet: "x.csv", "x.csv.1", ...
fs::path free_name(const fs::path& folder, const fs::path& name) {
  fs::path place = folder / name;
  for (int i = 1; fs::exists(place); ++i) {
    place = folder / (name.string() + "." + std::to_string(i));
  }
  return place;
}

void put_away(const fs::path& file, const file_errors& errors) {
  const fs::path folder = file.parent_path() / (errors.empty() ? "taken" : "rejected");
  fs::create_directories(folder);
  const fs::path place = free_name(folder, file.filename());
  fs::rename(file, place);
  if (!errors.empty()) {
    std::ofstream{place.string() + ".reasons"} << errors.text() << '\n';
  }
}

}  // namespace

folder_table::folder_table(const folder_source& settings,
                           std::string source,
                           std::map<std::string, row_mapper> tables)
    : folder_(settings.path),
      source_(std::move(source)),
      tables_(std::move(tables)),
      files_(settings.settle) {}

bool folder_table::is_named(const fs::path& file) const {
  return std::any_of(tables_.begin(), tables_.end(), [&file](const auto& table) {
    return is_file_of(table.second.map(), file);
  });
}

void folder_table::poll(const hand_over& hand) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator{folder_}) {
    if (entry.is_regular_file() && is_named(entry.path())) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files_.look(files, settled_files::steady::now())) {
    if (!take_file(file, hand)) {
      return;
    }
  }
}

// False when the server stops before all of it is on disk: it is taken again then.
bool folder_table::take_file(const fs::path& file, const hand_over& hand) {
  file_errors errors{file.filename().string()};
  mapped_batch batch;
  std::size_t rows = 0;
  bool going_on = true;
  for (auto& [name, mapper] : tables_) {
    if (!is_file_of(mapper.map(), file)) {
      continue;
    }
    read_mapped_file(file, mapper, [&](const mapped_line& line) {
      if (!going_on || stopping_) {
        going_on = false;
        return;
      }
      for (const cell_fault& fault : line.row.faults) {
        errors.add(
            line.line, fault.column, std::string{to_string(fault.fault)} + ": " + fault.message);
      }
      // The file itself is kept, with the reasons beside it.
      add_row(
          source_, 0, mapped_row{line.row}, [] { return std::string{}; }, batch);
      if (++rows % batch_rows_max == 0) {
        going_on = hand(std::exchange(batch, {}));
      }
    });
  }
  going_on = going_on && hand(std::exchange(batch, {}));
  if (going_on && files_.is_as_seen(file)) {
    put_away(file, errors);
  }
  return going_on;
}

}  // namespace beatwatch
