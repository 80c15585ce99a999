#include "adapters/sources/pei_decode.h"
#include "adapters/sources/pei_json.h"
#include "adapters/sources/stream_framer.h"
#include "engine/base/check.h"
#include "engine/base/name.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

/// What comes from a serial line: as one message, and cut into messages.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string lines = input_text(data, size);
  check(!pei_message_json(lines).empty(), "every message has an answer");
  if (const auto message = decode_pei(lines)) {
    check(is_name(tetra_device_name(message->calling)), "a radio has a name");
    check(message->length_bits <= 2'047, "a message is bounded");
  }
  stream_framer framer{cut_pei, 128};
  for (std::size_t i = 0; i < lines.size(); i += 16) {
    framer.append(std::string_view{lines}.substr(i, 16));
    while (const auto message = framer.next()) {
      check(message->bytes.size() <= 128, "a message is bounded");
      check(!pei_message_json(message->bytes).empty(), "every message has an answer");
    }
  }
  return 0;
}
