#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "engine/geo/position.h"

namespace beatwatch {

// How decoded records look as JSON: members in the order in which they are set, null for what the
// format has but the record leaves open.

template <typename T>
nlohmann::ordered_json or_null(const std::optional<T>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

/// A member that is left out when there is no value.
template <typename T>
void add_if(nlohmann::ordered_json& record, const char* name, const std::optional<T>& value) {
  if (value) {
    record[name] = *value;
  }
}

inline void add_position(nlohmann::ordered_json& record, position at) {
  record["lat_deg"] = at.lat_e7 / 1e7;
  record["lon_deg"] = at.lon_e7 / 1e7;
}

inline std::string error_json(std::string_view label) {
  return nlohmann::ordered_json{{"error", label}}.dump();
}

/// One line of ASCII, whatever octets a record's texts hold.
inline std::string record_line(const nlohmann::ordered_json& record) {
  return record.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace beatwatch
