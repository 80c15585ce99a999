#include "adapters/sources/stream_framer.h"
#include "adapters/sources/taip_decode.h"
#include "adapters/sources/taip_json.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

namespace {

/// A frame as it came, and again without its checksum, to get behind that check.
void decode(std::string_view text) {
  check(!taip_json(text).empty(), "every frame has an answer");
  const auto report = decode_taip(text);
  if (!report) {
    check(!to_string(report.error()).empty(), "every error has a label");
    return;
  }
  check(!report->at || valid(*report->at), "coordinates are on the globe");
  check(report->time_of_day_ms < 86'400'000, "a time is of a day");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = input_text(data, size);
  decode(text);
  const auto star = text.find(";*");
  if (star != std::string::npos) {
    decode(text.substr(0, star) + "<");
  }
  stream_framer framer{cut_taip, taip_frame_max};
  for (std::size_t i = 0; i < text.size(); i += 32) {
    framer.append(std::string_view{text}.substr(i, 32));
    while (const auto frame = framer.next()) {
      check(frame->bytes.size() <= taip_frame_max, "a frame is bounded");
      check(!taip_json(frame->bytes).empty(), "every frame has an answer");
    }
  }
  return 0;
}
