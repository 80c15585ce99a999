#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/zone_clock.h"

namespace beatwatch {

/// What a line of a foreign table tells.
enum class record_kind : std::uint8_t {
  pings,
  incidents,
  status,
  roster,       ///< also book-on
  book_off,     ///< the end of what `roster` began
  assignments,  ///< one unit at one incident, with the times at which its status changed
};
inline constexpr std::size_t record_kind_count = 6;
std::string_view to_string(record_kind kind);

enum class text_encoding : std::uint8_t { utf8, windows_1252 };

/// How a program writes text, numbers, times and places.
struct text_form {
  text_encoding encoding = text_encoding::utf8;
  char separator = ',';
  char decimal = '.';
  std::vector<std::string> time_formats;   ///< see written_time.h, tried in turn; none: RFC 3339
  zone_clock clock;                        ///< of times without an offset
  std::string time_zone;                   ///< its name; empty: times have an offset
  std::string coordinates = "EPSG:27700";  ///< of eastings and northings, as PROJ names it
  double speed_unit_mps = 1;
  std::map<std::string, std::string> in_names;  ///< texts replaced in names: " " by "-"
};

/// How a table that somebody else made becomes ours.
struct table_map {
  std::string name;
  record_kind what{};
  std::vector<std::string> files;  ///< patterns of file names, "avl-*.csv"
  std::string source;              ///< under which its events are taken
  text_form form;
  /// Our name of a column -> theirs; of several the texts are joined with a blank.
  std::map<std::string, std::vector<std::string>> columns;
  std::map<std::string, std::string> constants;  ///< our name of a column -> what stands there
  /// Our name of a column -> their code -> our word.
  std::map<std::string, std::map<std::string, std::string>> codes;
  std::string rising;         ///< our name of the time that rises from line to line; empty: none
  std::string rising_within;  ///< our name of a column; it rises among lines that are equal here
  /// Rows come as things happen: a call that is told again has to say which telling is newer.
  bool live = false;
};

/// All tables of a force.
struct column_map {
  std::vector<table_map> tables;  ///< by name
};

/// One column that a kind of record can have.
struct known_column {
  std::string_view name;
  bool needed = false;
};
/// The columns of a kind, in a fixed order. A place is `lat` and `lon`, `easting` and `northing` or
/// `grid_reference`.
const std::vector<known_column>& columns_of(record_kind kind);

/// A map of our own names, for tables that use them.
table_map own_names(record_kind kind);

}  // namespace beatwatch
