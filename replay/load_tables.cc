#include "replay/load_tables.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include "adapters/columns/mapped_file.h"
#include "adapters/daemon/column_map_file.h"
#include "adapters/daemon/config.h"
#include "adapters/journal/digest.h"
#include "adapters/journal/folder_lock.h"
#include "adapters/journal/journal_day.h"
#include "adapters/journal/parameters_codec.h"
#include "adapters/sources/file_errors.h"
#include "adapters/sources/rfc3339.h"
#include "replay/event_sorter.h"
#include "replay/journal_load.h"
#include "replay/load_record.h"
#include "replay/loaded_events.h"
#include "replay/progress_line.h"
#include "replay/report_lines.h"
#include "replay/tables_of_files.h"

namespace beatwatch {
namespace {

namespace fs = std::filesystem;

// Lines that were rejected, by source and reason: the journal counts them as a server would.
using reject_counts = std::map<std::pair<std::string, std::string>, std::uint64_t>;

class extract_reader {
 public:
  explicit extract_reader(event_sorter& sorter) : sorter_(sorter) {}

  void read(const table_of_file& each, load_record& record) {
    row_mapper mapper{*each.table};
    const std::string& source = each.table->source;
    loaded_file& file =
        record.files.emplace_back(loaded_file{.name = each.file.filename().string(),
                                              .table = each.table->name,
                                              .content_hash = content_hash(each.file)});
    file_errors errors{each.file.string()};
    read_mapped_file(each.file, mapper, [&](const mapped_line& line) {
      ++file.lines;
      for (const mapped_event& mapped : line.row.events) {
        for (const event& e : loaded_events(source, mapped)) {
          sorter_.add(e, line.line);
        }
      }
      file.rejected += line.row.faults.empty() ? 0 : 1;
      for (const cell_fault& fault : line.row.faults) {
        errors.add(line.line,
                   fault.column,
                   std::string{to_string(fault.fault)} + ": " + fault.message + " (table " +
                       each.table->name + ")");
      }
      if (!line.row.faults.empty()) {
        ++rejects_[{source, std::string{to_string(line.row.faults.front().fault)}}];
      }
    });
    if (!errors.empty()) {
      std::cerr << errors.text() << '\n';
    }
  }

  [[nodiscard]] const reject_counts& rejects() const { return rejects_; }

 private:
  event_sorter& sorter_;
  reject_counts rejects_;
};

std::string identity_of(const load_tables_options& options,
                        const config& settings,
                        const prepared_maps& maps,
                        const std::vector<table_of_file>& tables) {
  std::vector<std::string> parts;
  for (const table_of_file& each : tables) {
    parts.push_back(each.file.filename().string() + " " + each.table->name + " " +
                    content_hash(each.file));
  }
  std::sort(parts.begin(), parts.end());
  parts.push_back(content_hash(options.map));
  parts.push_back(parameters_to_artifact(settings.engine).hash);
  parts.push_back(maps.zones != nullptr ? maps.zones->hash : "no zones");
  parts.push_back(maps.roads != nullptr ? maps.roads->hash() : "no roads");
  parts.emplace_back(options.leave_out_rejected ? "without rejected lines" : "");
  digest chain{};
  for (const std::string& part : parts) {
    chain = next_link(chain, std::as_bytes(std::span(part)));
  }
  return to_hex(chain);
}

// True when the same load is there already.
bool is_loaded(const fs::path& folder, const std::string& identity) {
  if (loaded_identity(folder) == identity) {
    return true;
  }
  if (fs::exists(folder) && !(fs::is_directory(folder) && fs::is_empty(folder))) {
    throw std::runtime_error{
        folder.string() +
        ": holds something else than this load; expected a folder of its own, not there yet"};
  }
  return false;
}

// Where the journal is while it is made: beside the folder, and nobody else's. What a load that was
// broken off left there goes.
class work_folder {
 public:
  explicit work_folder(const fs::path& target) : path_(path_beside(target)), alone_(path_) {
    for (const fs::directory_entry& left : fs::directory_iterator{path_}) {
      if (left.is_directory()) {
        fs::remove_all(left.path());
      }
    }
  }
  work_folder(const work_folder&) = delete;
  work_folder& operator=(const work_folder&) = delete;
  ~work_folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }

  [[nodiscard]] fs::path journal() const { return path_ / "journal"; }
  [[nodiscard]] fs::path sorting() const { return path_ / "sorting"; }

 private:
  static fs::path path_beside(const fs::path& target) {
    fs::path path = target.has_filename() ? target : target.parent_path();
    return path += ".loading";
  }

  fs::path path_;
  folder_lock alone_;
};

void write_journal(const config& settings,
                   const prepared_maps& maps,
                   const fs::path& folder,
                   event_sorter& sorter,
                   const reject_counts& rejects,
                   load_record& record) {
  std::optional<event> next = sorter.next();
  if (!next) {
    throw std::runtime_error{"the files hold no line that can be loaded"};
  }
  progress_line line{"loading"};
  replay_result so_far{.from = next->received_at};
  journal_load journal{settings, maps, folder, next->received_at};
  std::uint64_t loaded = 0;
  for (; next; next = sorter.next(), ++loaded) {
    so_far.to = next->received_at;
    so_far.events = loaded;
    journal.take(std::move(*next));
    line.show(so_far);
  }
  for (const auto& [source_and_reason, count] : rejects) {
    journal.take({.received_at = so_far.to,
                  .source = source_and_reason.first,
                  .body = intake_counted{.reason = source_and_reason.second, .count = count}});
  }
  journal.finish();
  line.finish();
  record.events = loaded;
  record.repeated = sorter.repeated();
  record.changes_digest = to_hex(journal.changes_digest());
}

void report(const load_record& record, const fs::path& into, bool loaded_before, bool json) {
  nlohmann::ordered_json out{{"journal", into.string()}, {"loaded before", loaded_before}};
  if (!loaded_before) {
    std::uint64_t lines = 0;
    std::uint64_t rejected = 0;
    for (const loaded_file& file : record.files) {
      lines += file.lines;
      rejected += file.rejected;
    }
    out["lines"] = lines;
    out["lines rejected"] = rejected;
    out["events"] = record.events;
    out["repeated and left out"] = record.repeated;
    out["digest of changes"] = record.changes_digest;
  }
  print_report(out, json);
}

}  // namespace

int load_tables(const load_tables_options& options) {
  const column_map map = read_column_map(options.map);
  const config settings = read_config(options.config);
  const std::vector<table_of_file> tables = tables_of_files(map, options.files);
  const work_folder folder{options.into};
  const prepared_maps maps = prepare_maps(settings, folder.journal());
  load_record record{.identity = identity_of(options, settings, maps, tables)};
  if (is_loaded(options.into, record.identity)) {
    report(record, options.into, true, options.json);
    return 0;
  }
  {
    event_sorter sorter{folder.sorting()};
    extract_reader reader{sorter};
    for (const table_of_file& each : tables) {
      reader.read(each, record);
    }
    if (!reader.rejects().empty() && !options.leave_out_rejected) {
      std::cerr << "nothing was loaded: mend these lines, or load without them by "
                   "--leave-out-rejected\n";
      return 2;
    }
    write_journal(settings, maps, folder.journal(), sorter, reader.rejects(), record);
  }
  write_load_record(folder.journal(), record);
  fs::rename(folder.journal(), options.into);
  report(record, options.into, false, options.json);
  return 0;
}

}  // namespace beatwatch
