#include "adapters/maps/osm_restriction_tags.h"

#include <algorithm>
#include <array>
#include <optional>

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, 6> no_values{
    "no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "no_entry", "no_exit"};
constexpr std::array<std::string_view, 4> only_values{
    "only_left_turn", "only_right_turn", "only_straight_on", "only_u_turn"};

std::string_view value_of(const tag_lookup& tags, const char* key) {
  const char* const value = tags(key);
  return value == nullptr ? std::string_view{} : std::string_view{value};
}

std::string_view first_value_of(const tag_lookup& tags, std::initializer_list<const char*> keys) {
  for (const char* const key : keys) {
    if (const std::string_view value = value_of(tags, key); !value.empty()) {
      return value;
    }
  }
  return {};
}

template <typename Values>
bool holds(const Values& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool lists(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    if (list.substr(0, end) == word) {
      return true;
    }
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

std::optional<restriction_skipped> skipped_for_tags(const tag_lookup& tags, std::string_view kind) {
  if (kind.empty()) {
    const bool conditional =
        !first_value_of(tags, {"restriction:conditional", "restriction:motorcar:conditional"})
             .empty();
    return conditional ? restriction_skipped::timed : restriction_skipped::other_vehicles;
  }
  if (!holds(no_values, kind) && !holds(only_values, kind)) {
    return restriction_skipped::not_understood;
  }
  if (!first_value_of(tags, {"day_on", "hour_on"}).empty()) {
    return restriction_skipped::timed;
  }
  const std::string_view except = value_of(tags, "except");
  if (lists(except, "emergency") || lists(except, "motorcar") || lists(except, "motor_vehicle")) {
    return restriction_skipped::other_vehicles;
  }
  return std::nullopt;
}

}  // namespace

bool is_restriction(const tag_lookup& tags) {
  constexpr std::string_view word = "restriction";
  const std::string_view type = value_of(tags, "type");
  return type == word || (type.starts_with(word) && type.substr(word.size(), 1) == ":");
}

expected<osm_restriction, restriction_skipped> restriction_of(
    const tag_lookup& tags, const std::vector<restriction_member>& members) {
  const std::string_view kind =
      first_value_of(tags, {"restriction:motorcar", "restriction:motor_vehicle", "restriction"});
  if (const auto skipped = skipped_for_tags(tags, kind)) {
    return unexpected{*skipped};
  }
  osm_restriction restriction;
  restriction.only = holds(only_values, kind);
  restriction.u_turn = kind == "no_u_turn";
  std::size_t via_nodes = 0;
  bool via_way = false;
  for (const restriction_member& member : members) {
    if (member.role == "from" && member.is_way) {
      restriction.from.push_back(member.id);
    } else if (member.role == "to" && member.is_way) {
      restriction.to.push_back(member.id);
    } else if (member.role == "via") {
      via_way = via_way || member.is_way;
      via_nodes += member.is_way ? 0 : 1;
      restriction.via = member.id;
    }
  }
  if (via_way) {
    return unexpected{restriction_skipped::via_way};
  }
  if (via_nodes != 1 || restriction.from.empty() || restriction.to.empty()) {
    return unexpected{restriction_skipped::not_understood};
  }
  return restriction;
}

}  // namespace beatwatch
