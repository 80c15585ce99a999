#pragma once
#include "adapters/daemon/config.h"
#include "adapters/daemon/toml_section.h"

namespace beatwatch {

/// Looks at every socket that `read`, the configuration of `root`, binds. Throws `config_error` at
/// the later of two that cannot be bound both, since they have an address and a port in common; and
/// with a driven clock at one that can be reached from other machines.
void check_binds(toml_section& root, const config& read);

}  // namespace beatwatch
