#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "adapters/columns/row_mapper.h"
#include "adapters/daemon/reception.h"

namespace beatwatch {

/// What became of rows, on its way to the engine.
struct mapped_batch {
  std::vector<intake> events;
  std::map<std::string, std::uint64_t> rejects;  ///< rows, by the reason of their first fault
};

/// Adds a row's events, taken under `source`, or its rejection. `seq`: the number by which the
/// source knows the row, 0 for none.
void add_row(const std::string& source, std::uint64_t seq, mapped_row&& row, mapped_batch& batch);

/// Counts what was rejected and hands on what was not.
void take_batch(const std::string& source, mapped_batch&& batch, reception& rooms);

/// The tables of a column map, by name. `map` empty: our own names, each kind of record a table.
/// Throws `config_error`, and when a table of incidents tells neither version nor time of change:
/// what comes live is amended.
std::map<std::string, row_mapper> live_mappers(const std::filesystem::path& map);

}  // namespace beatwatch
