#include <algorithm>

#include "adapters/sources/crc16.h"
#include "adapters/sources/stream_framer.h"
#include "adapters/sources/teltonika_decode.h"
#include "adapters/sources/teltonika_json.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

namespace {

void decode(const std::string& octets) {
  check(!teltonika_tcp_json(octets).empty(), "every frame has an answer");
  std::vector<avl_record> records;
  const auto frame = decode_teltonika_tcp(std::as_bytes(std::span{octets}), records);
  if (!frame) {
    check(records.empty() && !to_string(frame.error()).empty(), "an error leaves no record");
    return;
  }
  for (const avl_record& record : records) {
    check(valid(record.at), "coordinates are on the globe");
    check(record.elements.size() <= octets.size(), "elements lie within the frame");
  }
  if (const auto* packet = std::get_if<avl_packet>(&*frame)) {
    check(records.size() == packet->record_count, "every record is there");
  }
}

/// With the length and the checksum that it should have, to get behind those checks.
std::string mended(std::string octets) {
  if (octets.size() < 16 || octets.size() > 4'000) {
    return octets;
  }
  const std::size_t size = octets.size() - 12;
  octets[octets.size() - 5] = octets[9];
  const std::uint16_t crc = crc16_arc(std::as_bytes(std::span{octets}.subspan(8, size)));
  const auto put = [&octets](std::size_t at, std::size_t value) {
    octets[at] = static_cast<char>(value >> 8U);
    octets[at + 1] = static_cast<char>(value & 0xFFU);
  };
  std::fill_n(octets.begin(), 8, '\0');
  put(6, size);
  std::fill_n(octets.end() - 4, 2, '\0');
  put(octets.size() - 2, crc);
  return octets;
}

}  // namespace

/// Octets of a TCP stream: as one frame, mended, and cut into frames.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string octets = input_text(data, size);
  decode(octets);
  decode(mended(octets));
  stream_framer framer{cut_teltonika_tcp, 4'200};
  for (std::size_t i = 0; i < octets.size(); i += 64) {
    framer.append(std::string_view{octets}.substr(i, 64));
    while (const auto frame = framer.next()) {
      decode(std::string{frame->bytes});
    }
  }
  return 0;
}
