#include "adapters/maps/zone_hash.h"

#include "adapters/journal/digest.h"
#include "adapters/maps/zone_bytes.h"

namespace beatwatch {

std::string zone_hash(const std::vector<zone>& zones) {
  return to_hex(sha256({zones_to_bytes(zones)}));
}

}  // namespace beatwatch
