#include "adapters/sources/owntracks_decode.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string message = input_text(data, size);
  check(!owntracks_json(message).empty(), "every message has an answer");
  const auto location = decode_owntracks(message);
  if (!location) {
    check(!to_string(location.error()).empty(), "every error has a label");
    return 0;
  }
  check(valid(location->at), "coordinates are on the globe");
  check(location->course_deg.value_or(0) <= 360, "a course is within one turn");
  return 0;
}
