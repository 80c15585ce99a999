#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "adapters/maps/geopackage_shape.h"
#include "engine/base/check.h"
#include "engine/base/expected.h"

// The decoder's promises: it never crashes, and what it takes for a shape is of one kind, with
// rings and lines that are long enough.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace beatwatch;
  const to_plane within_a_metre = [](double x, double y) -> expected<plane_point, std::string> {
    if (!(std::abs(x) <= 1000 && std::abs(y) <= 1000)) {
      return unexpected{std::string{"beyond"}};
    }
    return plane_point{static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)};
  };
  const auto shape =
      decode_geopackage_shape(std::as_bytes(std::span{data, size}), 4326, within_a_metre);
  if (!shape) {
    check(!shape.error().empty(), "an error says what was expected");
    return 0;
  }
  const int kinds = (shape->points.empty() ? 0 : 1) + (shape->lines.empty() ? 0 : 1) +
                    (shape->polygons.empty() ? 0 : 1);
  check(kinds <= 1, "a shape is of one kind");
  for (const polygon& part : shape->polygons) {
    check(part.outer.size() >= 3, "a ring has three vertices");
  }
  for (const plane_line& line : shape->lines) {
    check(line.size() >= 2, "a line has two vertices");
  }
  return 0;
}
