#include "adapters/daemon/build_id.h"

#include "adapters/journal/digest.h"
#include "adapters/maps/mapped_file.h"

namespace beatwatch {

std::string build_id() {
  const mapped_file program("/proc/self/exe");
  return BEATWATCH_VERSION "-" + to_hex(sha256({program.bytes()})).substr(0, 32);
}

}  // namespace beatwatch
