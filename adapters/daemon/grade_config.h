#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "adapters/daemon/toml_section.h"
#include "engine/base/units.h"

namespace beatwatch {

/// What the force calls a grade of incidents, and how soon somebody is to be there.
struct force_grade {
  std::uint8_t grade = 0;  ///< 1 to 9
  std::string name;
  duration target{0};  ///< from the opening to the first unit on scene; zero: none
};

/// Reads the tables [[grades]] of `root`, in their order. Throws `config_error`.
[[nodiscard]] std::vector<force_grade> read_grades(toml_section& root);

}  // namespace beatwatch
