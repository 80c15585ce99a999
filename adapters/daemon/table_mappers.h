#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "adapters/columns/json_record.h"
#include "adapters/columns/row_mapper.h"
#include "adapters/daemon/position_intake.h"

namespace beatwatch {

/// A row that nobody could use.
struct rejected_row {
  std::string reason;  ///< of its first fault
  std::string record;  ///< as a line of JSON that may be mended; empty: it is kept elsewhere
};

/// What became of rows, on its way to the engine.
struct mapped_batch {
  std::vector<intake> events;
  std::vector<rejected_row> rejects;
};

/// Adds a row's events, taken under `source`, or its rejection; `record` is called for its text
/// then. `seq`: the number by which the source knows the row, 0 for none.
void add_row(const std::string& source,
             std::uint64_t seq,
             mapped_row&& row,
             const std::function<std::string()>& record,
             mapped_batch& batch);

/// Counts what was rejected and tells of it, and hands on what was not. `peer`: whose rows they
/// are; empty: of nobody in particular.
void take_batch(const std::string& source,
                const std::string& peer,
                mapped_batch&& batch,
                const intake_parts& parts);

/// What a record of JSON is as a row of the table that it names.
mapped_row map_json_record(const std::map<std::string, row_mapper>& tables,
                           const json_record_read& read);

/// The tables of a column map, by name. `map` empty: our own names, each kind of record a table.
/// Throws `config_error`, and when a table of incidents tells neither version nor time of change:
/// what comes live is amended.
std::map<std::string, row_mapper> live_mappers(const std::filesystem::path& map);

}  // namespace beatwatch
