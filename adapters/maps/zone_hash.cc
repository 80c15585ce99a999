#include "adapters/maps/zone_hash.h"

#include <cstddef>
#include <cstdint>

#include "adapters/journal/digest.h"
#include "engine/base/archive.h"

namespace beatwatch {
namespace {

void write_zone(byte_writer& writer, const zone& each) {
  writer(each.name, each.kind, each.valid_from, each.levels);
  writer(static_cast<std::uint32_t>(each.red_windows.size()));
  for (const red_window& window : each.red_windows) {
    writer(window.days, window.start_minute, window.end_minute);
  }
  writer(static_cast<std::uint32_t>(each.shape.ring_count()));
  for (std::size_t r = 0; r < each.shape.ring_count(); ++r) {
    const auto ring = each.shape.ring(r);
    writer(static_cast<std::uint32_t>(ring.size()));
    for (const plane_point vertex : ring) {
      writer(vertex.x_mm, vertex.y_mm);
    }
  }
}

}  // namespace

std::string zone_hash(const std::vector<zone>& zones) {
  std::vector<std::byte> bytes;
  byte_writer writer{bytes};
  writer(static_cast<std::uint32_t>(zones.size()));
  for (const zone& each : zones) {
    write_zone(writer, each);
  }
  return to_hex(sha256({bytes}));
}

}  // namespace beatwatch
