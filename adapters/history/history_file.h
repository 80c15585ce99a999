#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include "adapters/journal/sqlite.h"

namespace beatwatch {

/// A file that is no history, or a request that it cannot serve. One line for an operator.
class history_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

inline constexpr int geopackage_application_id = 0x47504B47;  ///< "GPKG"
inline constexpr int geopackage_version = 10'300;             ///< 1.3.0
inline constexpr int history_format = 8;                      ///< of the tables beside it

/// A new, empty history; `file` must not exist. Not safe against a power cut while it is filled:
/// it is made under another name and renamed when it is whole. Throws `sqlite_error`.
sqlite_database create_history(const std::filesystem::path& file);

/// Opens a history made by `create_history`. Its tables and views must be exactly ours and carry no
/// triggers, so that nothing in a foreign file is ever run; tables that others have added, such as
/// the styles of QGIS, are left alone. Throws `history_error` for an absent or foreign file,
/// `sqlite_error` for one that cannot be read.
sqlite_database open_history(const std::filesystem::path& file, sqlite_database::access mode);

/// What a history says of itself. Instants as milliseconds; absent: the file is still empty.
std::optional<std::string> history_fact(sqlite_database& file, const std::string& fact);
void set_history_fact(sqlite_database& file, const std::string& fact, const std::string& value);

/// Until when everything in the file is settled: the end of the last settled hour; 1970 when there
/// is none.
std::int64_t settled_until_ms(sqlite_database& file);

}  // namespace beatwatch
