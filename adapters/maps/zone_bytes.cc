#include "adapters/maps/zone_bytes.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "engine/base/archive.h"

namespace beatwatch {
namespace {

void write_zone(byte_writer& writer, const zone& each) {
  writer(each.name, each.kind, each.valid_from, each.levels);
  writer(static_cast<std::uint32_t>(each.red_windows.size()));
  for (const red_window& window : each.red_windows) {
    writer(window.days, window.start_minute, window.end_minute, window.effect);
    writer(window.dates.first, window.dates.last);
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

// A count that the bytes do not bear out ends at their end: memory grows with what is there.
template <typename T, typename Take>
std::vector<T> read_list(byte_reader& reader, Take take) {
  std::uint32_t count = 0;
  reader(count);
  std::vector<T> list;
  for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
    list.push_back(take());
  }
  return list;
}

std::vector<plane_ring> read_rings(byte_reader& reader) {
  return read_list<plane_ring>(reader, [&] {
    return read_list<plane_point>(reader, [&] {
      plane_point vertex;
      reader(vertex.x_mm, vertex.y_mm);
      return vertex;
    });
  });
}

bool is_ring(const plane_ring& ring) {
  return ring.size() >= 3 && std::all_of(ring.begin(), ring.end(), [](plane_point p) {
           return p.x_mm >= -plane_limit_mm && p.x_mm <= plane_limit_mm &&
                  p.y_mm >= -plane_limit_mm && p.y_mm <= plane_limit_mm;
         });
}

std::optional<zone> read_zone(byte_reader& reader) {
  std::string name;
  std::string kind;
  instant valid_from;
  std::vector<std::vector<std::string>> levels;
  reader(name, kind, valid_from, levels);
  auto red_windows = read_list<red_window>(reader, [&] {
    red_window window;
    reader(window.days, window.start_minute, window.end_minute, window.effect);
    reader(window.dates.first, window.dates.last);
    return window;
  });
  const std::vector<plane_ring> rings = read_rings(reader);
  if (!reader.ok() || rings.empty() || !std::all_of(rings.begin(), rings.end(), is_ring)) {
    return std::nullopt;
  }
  return zone{.name = std::move(name),
              .kind = std::move(kind),
              .valid_from = valid_from,
              .levels = std::move(levels),
              .red_windows = std::move(red_windows),
              .shape = area(rings)};
}

}  // namespace

std::vector<std::byte> zones_to_bytes(const std::vector<zone>& zones) {
  std::vector<std::byte> bytes;
  bytes.reserve(4096);  // else g++ 12 at -O3 takes the first growth for an overflow
  byte_writer writer{bytes};
  writer(static_cast<std::uint32_t>(zones.size()));
  for (const zone& each : zones) {
    write_zone(writer, each);
  }
  return bytes;
}

std::optional<std::vector<zone>> bytes_to_zones(std::span<const std::byte> bytes) {
  byte_reader reader{bytes};
  std::uint32_t count = 0;
  reader(count);
  std::vector<zone> zones;
  for (std::uint32_t i = 0; i < count; ++i) {
    auto each = read_zone(reader);
    if (!each) {
      return std::nullopt;
    }
    zones.push_back(std::move(*each));
  }
  return reader.ok() && reader.at_end() ? std::optional{std::move(zones)} : std::nullopt;
}

}  // namespace beatwatch
