#include "adapters/sources/gpx_decode.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string document = input_text(data, size);
  check(!gpx_json(document).empty(), "every document has an answer");
  const auto points = decode_gpx(document);
  if (!points) {
    check(!to_string(points.error()).empty(), "every error has a label");
    return 0;
  }
  for (const gpx_point& point : *points) {
    check(valid(point.at), "coordinates are on the globe");
  }
  return 0;
}
