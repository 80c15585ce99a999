#include "adapters/maps/zone_bytes.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "engine/base/archive.h"

namespace beatwatch {
namespace {

void write_vertices(byte_writer& writer, std::span<const plane_point> vertices) {
  writer(static_cast<std::uint32_t>(vertices.size()));
  for (const plane_point vertex : vertices) {
    writer(vertex.x_mm, vertex.y_mm);
  }
}

void write_zone(byte_writer& writer, const zone& each) {
  writer(each.name, each.kind, each.valid_from, each.levels);
  writer(static_cast<std::uint32_t>(each.red_windows.size()));
  for (const red_window& window : each.red_windows) {
    writer(window.days, window.start_minute, window.end_minute, window.effect);
    writer(window.dates.first, window.dates.last);
  }
  writer(static_cast<std::uint32_t>(each.shape.ring_count()));
  for (std::size_t r = 0; r < each.shape.ring_count(); ++r) {
    write_vertices(writer, each.shape.ring(r));
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

std::vector<plane_point> read_vertices(byte_reader& reader) {
  return read_list<plane_point>(reader, [&] {
    plane_point vertex;
    reader(vertex.x_mm, vertex.y_mm);
    return vertex;
  });
}

std::vector<plane_ring> read_rings(byte_reader& reader) {
  return read_list<plane_ring>(reader, [&] { return read_vertices(reader); });
}

bool are_on_plane(const std::vector<plane_point>& vertices) {
  return std::all_of(vertices.begin(), vertices.end(), [](plane_point p) {
    return p.x_mm >= -plane_limit_mm && p.x_mm <= plane_limit_mm && p.y_mm >= -plane_limit_mm &&
           p.y_mm <= plane_limit_mm;
  });
}

bool is_ring(const plane_ring& ring) { return ring.size() >= 3 && are_on_plane(ring); }

bool is_line(const plane_line& line) {
  return line.size() >= 2 && are_on_plane(line) &&
         std::adjacent_find(line.begin(), line.end()) == line.end();
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

std::vector<std::byte> zones_to_bytes(const std::vector<zone>& zones,
                                      const std::vector<gate_line>& gates) {
  std::vector<std::byte> bytes;
  bytes.reserve(4096);  // else g++ 12 at -O3 takes the first growth for an overflow
  byte_writer writer{bytes};
  writer(static_cast<std::uint32_t>(zones.size()));
  for (const zone& each : zones) {
    write_zone(writer, each);
  }
  if (!gates.empty()) {
    writer(static_cast<std::uint32_t>(gates.size()));
    for (const gate_line& gate : gates) {
      writer(gate.name, gate.levels);
      write_vertices(writer, gate.line);
    }
  }
  return bytes;
}

std::shared_ptr<const zone_set> made_of(zone_content content, std::string hash) {
  return std::make_shared<const zone_set>(
      std::move(content.zones), std::move(hash), zone_index_reach, std::move(content.gates));
}

std::optional<zone_content> bytes_to_zones(std::span<const std::byte> bytes) {
  byte_reader reader{bytes};
  std::uint32_t count = 0;
  reader(count);
  zone_content content;
  for (std::uint32_t i = 0; i < count; ++i) {
    auto each = read_zone(reader);
    if (!each) {
      return std::nullopt;
    }
    content.zones.push_back(std::move(*each));
  }
  if (reader.ok() && !reader.at_end()) {
    content.gates = read_list<gate_line>(reader, [&] {
      gate_line gate;
      reader(gate.name, gate.levels);
      gate.line = read_vertices(reader);
      return gate;
    });
    if (content.gates.empty() ||  // which is said by saying nothing
        !std::all_of(content.gates.begin(), content.gates.end(), [](const gate_line& gate) {
          return is_line(gate.line);
        })) {
      return std::nullopt;
    }
  }
  return reader.ok() && reader.at_end() ? std::optional{std::move(content)} : std::nullopt;
}

}  // namespace beatwatch
