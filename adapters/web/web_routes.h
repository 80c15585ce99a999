#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/access/account.h"

namespace beatwatch {

enum class route_id : std::uint8_t {
  livez,
  readyz,
  version,
  login,
  logout,
  me,
  openapi,
  events,
  zones,
  presence,
  figures,
  board,
  zone,
  import_zones,
  zones_diff,
  activate_zones,
  force,
  nearest,
  trail,
  own_record,
  looks,
  status,
  sources,
  metrics,
  tile,
  alerts,
  acknowledge_alarm,
  shelve_alarm,
  unshelve_alarm,
  choose,
};

struct route_parameter {
  std::string_view name;
  std::string_view meaning;
  bool required = false;
};

/// A member of a body of JSON, which may not be left out.
struct body_member {
  std::string_view name;
  std::string_view type;  ///< of JSON Schema
  std::string_view meaning;
};

/// What is sent to a route; may not be empty.
struct route_body {
  std::string_view media_type;
  std::string_view meaning;
  std::vector<body_member> members;
};

/// One thing that can be asked over HTTP. The table of them is what is served, what the OpenAPI
/// document says, and what the tests walk through.
struct web_route {
  route_id id{};
  std::string_view method;
  std::string_view path;
  std::optional<access_right> right;  ///< empty: open to whoever reaches the port
  std::string_view summary;
  std::vector<route_parameter> parameters = {};  ///< of the query
  std::optional<route_body> body = {};
  std::string_view answers;       ///< media type; empty: no content
  std::string_view nothing = {};  ///< when it answers without content too; empty: never
};

[[nodiscard]] std::span<const web_route> web_routes();

/// The OpenAPI 3.1 document of the table, as JSON.
[[nodiscard]] std::string openapi_document();

}  // namespace beatwatch
