#include "adapters/sources/teltonika_decode.h"
#include "adapters/sources/teltonika_json.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

namespace {

void decode(const std::string& octets) {
  check(!teltonika_udp_json(octets).empty(), "every datagram has an answer");
  std::vector<avl_record> records;
  const auto datagram = decode_teltonika_udp(std::as_bytes(std::span{octets}), records);
  if (!datagram) {
    check(records.empty() && !to_string(datagram.error()).empty(), "an error leaves no record");
    return;
  }
  check(records.size() == datagram->packet.record_count, "every record is there");
  check(teltonika_udp_answer(*datagram, records.size()).size() == 7, "an answer has seven octets");
}

}  // namespace

/// A datagram as it came, and with the length that it should have.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string octets = input_text(data, size);
  decode(octets);
  if (octets.size() >= 2 && octets.size() < 65'536) {
    octets[0] = static_cast<char>((octets.size() - 2) >> 8U);
    octets[1] = static_cast<char>((octets.size() - 2) & 0xFFU);
    decode(octets);
  }
  return 0;
}
