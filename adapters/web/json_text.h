#pragma once
#include <nlohmann/json.hpp>
#include <string>

namespace beatwatch {

/// A text of an object by its name; "" when there is none, or `object` is none.
inline std::string text_of(const nlohmann::json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace beatwatch
