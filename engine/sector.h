#pragma once
#include <string>

#include "engine/geo/plane_point.h"
#include "engine/model/zone.h"

namespace beatwatch {

struct state;

/// The sector of a zone: the path of the narrowest level of its first hierarchy, "force/north";
/// empty: it has none.
std::string sector_of(const zone& of);

/// The sector of a place: that of the zone in force whose box is nearest, of equal ones the first
/// by name. Empty: no zone is in force, or that one has none.
std::string sector_at(const state& s, plane_point at);

/// The sector of a zone in force by its name; empty: there is none.
std::string sector_named(const state& s, const std::string& zone);

}  // namespace beatwatch
