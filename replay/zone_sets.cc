#include "replay/zone_sets.h"

#include <stdexcept>

#include "adapters/journal/digest.h"

namespace beatwatch {

named_zones find_named_zones(const std::string& given, const config& settings) {
  const plane_origin& plane = settings.engine.plane;
  named_zones found;
  if (hex_to_digest(given)) {
    found.set = read_stored_zones(settings.zones.store, given);
  } else if (given.ends_with(".zones")) {
    found.set = read_zone_set(given);
  } else {
    zone_file file = settings.zones.file;
    file.path = given;
    zone_import imported = import_zones(file, settings.zones.properties, local_plane{plane});
    found = {.set = {.zones = std::move(imported.zones), .plane = plane},
             .findings = std::move(imported.findings),
             .coordinates = std::move(imported.coordinates)};
  }
  if (found.set.plane != plane) {
    throw std::runtime_error{given +
                             ": was imported for another origin of the plane than [presence] of "
                             "the configuration names: import it again"};
  }
  return found;
}

}  // namespace beatwatch
