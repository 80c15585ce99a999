#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "adapters/web/map_tiles.h"

namespace beatwatch {

/// A grade of incidents in the force's own words.
struct grade_words {
  std::uint8_t grade = 0;
  std::string name;
  std::int64_t target_ms = 0;  ///< from the opening to the first unit on scene; zero: none
};

/// What the force's configuration calls things.
struct force_words {
  std::string time_zone;
  std::vector<std::vector<std::string>> level_names;  ///< of each hierarchy, from the widest
  std::vector<grade_words> grades;
  bool choices = false;  ///< operators say who is sent
};

/// As the page reads them, with what there is of a map; `tiles` may be null.
std::string force_json(const force_words& force, const map_tiles* tiles);

}  // namespace beatwatch
