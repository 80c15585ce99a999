#include "adapters/columns/json_record.h"

#include <nlohmann/json.hpp>

namespace beatwatch {
namespace {

using nlohmann::json;

// Empty: not a plain value.
std::optional<std::string> plain_text(const json& value) {
  if (value.is_null()) {
    return "";
  }
  if (value.is_string()) {
    return value.get<std::string>();
  }
  if (value.is_boolean()) {
    return value.get<bool>() ? "1" : "0";
  }
  return value.is_number() ? std::optional{value.dump()} : std::nullopt;
}

std::optional<std::string> cell_text(const json& value) {
  if (!value.is_array()) {
    return plain_text(value);
  }
  std::string list;
  for (const json& element : value) {
    const auto text = plain_text(element);
    if (!text) {
      return std::nullopt;
    }
    list += (list.empty() ? "" : ";") + *text;
  }
  return list;
}

cell_fault bad_row(std::string column, std::string expected) {
  return {.fault = row_fault::bad_row, .column = std::move(column), .message = std::move(expected)};
}

void read_seq(const json& value, json_record_read& read) {
  if (value.is_number_unsigned()) {
    read.row.seq = value.get<std::uint64_t>();
  } else if (!value.is_null()) {
    read.fault = {.fault = row_fault::bad_number,
                  .column = "seq",
                  .message = "expected a whole number, without quotes"};
    read.number_unreadable = true;
  }
}

}  // namespace

json_record_read read_json_record(std::string_view line) {
  json_record_read read;
  const json object = json::parse(line, nullptr, false);
  if (!object.is_object()) {
    read.fault = bad_row("", "expected one JSON object on the line");
    read.number_unreadable = true;
    return read;
  }
  for (const auto& [name, value] : object.items()) {
    if (name == "seq") {
      read_seq(value, read);
      continue;
    }
    const auto text = cell_text(value);
    if (!text) {
      read.fault = bad_row(name, "expected a text, a number, true, false, null or a list of them");
    } else if (name == "record") {
      read.row.record = *text;
    } else {
      read.row.cells[name] = *text;
    }
  }
  if (!read.fault && read.row.record.empty()) {
    read.fault = bad_row("record", "expected which record it is, such as \"incidents\"");
  }
  return read;
}

}  // namespace beatwatch
