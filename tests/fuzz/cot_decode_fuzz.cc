#include "adapters/sources/cot_decode.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string document = input_text(data, size);
  check(!cot_json(document).empty(), "every event has an answer");
  const auto event = decode_cot(document);
  if (!event) {
    check(!to_string(event.error()).empty(), "every error has a label");
    return 0;
  }
  check(valid(event->at), "coordinates are on the globe");
  check(event->circular_error_m.value_or(0) < 999'999, "an error that is known is no sentinel");
  return 0;
}
