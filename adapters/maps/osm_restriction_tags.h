#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "adapters/maps/osm_extract.h"
#include "adapters/maps/way_rules.h"
#include "engine/base/expected.h"

namespace beatwatch {

struct restriction_member {
  std::string_view role;
  bool is_way = false;  ///< else a node or a relation
  std::int64_t id = 0;
};

/// A relation of type `restriction`, `restriction:CLASS` or `restriction:conditional`.
bool is_restriction(const tag_lookup& tags);

/// What it forbids to a car, or why nothing is taken from it. Tags: `restriction`, or
/// `restriction:motorcar`, `restriction:motor_vehicle`, which stand before it; `except`;
/// `day_on`, `hour_on`, `restriction:conditional`.
/// Source: OpenStreetMap wiki, "Relation:restriction".
expected<osm_restriction, restriction_skipped> restriction_of(
    const tag_lookup& tags, const std::vector<restriction_member>& members);

}  // namespace beatwatch
