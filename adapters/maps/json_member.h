#pragma once
#include <nlohmann/json.hpp>
#include <string>

namespace beatwatch {

/// The member of a JSON object under `key`; null when there is none, or `value` is no object.
inline const nlohmann::json& json_member(const nlohmann::json& value, const std::string& key) {
  static const nlohmann::json null;
  if (!value.is_object()) {
    return null;
  }
  const auto found = value.find(key);
  return found == value.end() ? null : *found;
}

}  // namespace beatwatch
