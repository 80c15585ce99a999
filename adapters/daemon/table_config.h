#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>

#include "adapters/daemon/toml_section.h"
#include "adapters/transport/tcp_source.h"
#include "engine/base/units.h"

namespace beatwatch {

/// JSON on lines over TCP.
struct json_socket {
  std::string address;
  std::uint16_t port = 0;  ///< 0: any free one
  tcp_limits limits;
  std::filesystem::path map;  ///< a column map; empty: our own names
};

/// A folder of files that is looked at again and again.
struct folder_source {
  std::filesystem::path path;
  duration settle{std::chrono::seconds{5}};  ///< how long a file stays as it is before it is taken
};

/// A query for rows that are new, asked again and again.
struct sql_source {
  std::filesystem::path file;  ///< of SQLite; empty: PostgreSQL
  std::string connection;      ///< of PostgreSQL, as libpq reads it
  std::string table;           ///< of the map
  std::string query;           ///< with one parameter: the mark of the newest row taken
  std::string mark_column;     ///< a whole number that rises with each row
  duration statement_timeout{std::chrono::seconds{10}};
};

/// What is asked for news, on a thread of its own.
struct polled_source {
  std::variant<folder_source, sql_source> from;
  std::filesystem::path map;
  duration period{std::chrono::seconds{5}};
};

/// What `kind` says of these sources.
inline constexpr std::array<std::string_view, 4> table_kinds{
    "json_tcp", "folder", "sqlite", "postgresql"};

/// Reads the keys of one of them. Throws `config_error`.
[[nodiscard]] std::variant<json_socket, polled_source> read_table_source(toml_section& in,
                                                                         std::string_view kind);

}  // namespace beatwatch
