#pragma once
#include "adapters/access/account.h"
#include "adapters/daemon/toml_section.h"

namespace beatwatch {

/// Reads `role`, `area` and `person` of somebody at the web or of a client of the sockets. Throws
/// `config_error`.
void read_rights(toml_section& in, account& who);

}  // namespace beatwatch
