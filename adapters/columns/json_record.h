#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/columns/row_fault.h"

namespace beatwatch {

/// One JSON object on a line, as a row of text.
struct json_record {
  std::string record;                        ///< which table it is a row of
  std::optional<std::uint64_t> seq;          ///< the sender's number, to be answered with
  std::map<std::string, std::string> cells;  ///< by name of member
};

/// With a fault, as far as it could be read.
struct json_record_read {
  json_record row;
  std::optional<cell_fault> fault;
  /// Whoever sent it may wait for an answer, and no number says to which line: it is no object, or
  /// its number is none.
  bool number_unreadable = false;
};

/// Reads a line. Numbers stand as they are written in JSON, true and false as 1 and 0, null as
/// nothing, the texts and numbers of a list with `;` between them. Never throws; a fault when it is
/// no object, lacks "record", holds an object or a list in a list, or has a "seq" that is neither a
/// whole number nor null.
json_record_read read_json_record(std::string_view line);

}  // namespace beatwatch
