#pragma once
#include "adapters/daemon/restricted_units.h"
#include "adapters/daemon/toml_section.h"

namespace beatwatch {

/// Reads the table [restricted] of `root`. Throws `config_error`.
[[nodiscard]] restricted_names read_restricted(toml_section& root);

}  // namespace beatwatch
