#include "adapters/maps/zone_hash.h"

#include "adapters/journal/digest.h"
#include "adapters/maps/zone_bytes.h"

namespace beatwatch {

std::string zone_hash(const std::vector<zone>& zones, const std::vector<gate_line>& gates) {
  return to_hex(sha256({zones_to_bytes(zones, gates)}));
}

}  // namespace beatwatch
