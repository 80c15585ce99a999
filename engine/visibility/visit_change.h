#pragma once
#include <string>

#include "engine/change.h"
#include "engine/visibility/visit_book.h"

namespace beatwatch {

/// A name for a visit that any build gives again: FNV-1a, 64 bits, over zone, unit and anchor.
std::uint64_t visit_id(const std::string& zone, const std::string& unit, instant anchor);

visit_changed to_change(const published_visit& visit,
                        const std::string& zone,
                        const std::string& unit);

}  // namespace beatwatch
