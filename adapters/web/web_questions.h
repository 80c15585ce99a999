#pragma once
#include <optional>
#include <string>
#include <variant>

#include "adapters/maps/road_tiles.h"
#include "adapters/web/http_answers.h"
#include "adapters/web/web_routes.h"
#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// What a route that only asks the engine asks with these parameters, or what is wrong with them;
/// empty: the route does something else.
[[nodiscard]] std::optional<std::variant<v1::Request, std::string>> read_question(
    route_id route, const http_parameters& given);

/// The tile that `z`, `x` and `y` name; empty when they do not.
[[nodiscard]] std::optional<tile_name> read_tile_name(const http_parameters& given);

/// What a route that answers an alarm asks with this body, or what is wrong with it; empty: the
/// route does something else.
[[nodiscard]] std::optional<std::variant<v1::Request, std::string>> read_alarm_answer(
    route_id route, const std::string& body);

/// Who is sent where.
struct web_choice {
  std::string incident;
  std::string unit;
};

/// Empty: the body does not name both.
[[nodiscard]] std::optional<web_choice> read_choice(const std::string& body);

/// Of a parameter that may be left out: "".
[[nodiscard]] std::string parameter(const http_parameters& given, std::string_view name);

}  // namespace beatwatch
