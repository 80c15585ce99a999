#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "adapters/sources/cot_source.h"
#include "adapters/sources/lip_source.h"
#include "adapters/sources/octet_reader.h"
#include "adapters/sources/stream_framer.h"
#include "adapters/sources/taip_decode.h"
#include "adapters/sources/teltonika_decode.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

namespace {

constexpr std::array<stream_cutter, 6> cutters{
    cut_line, cut_pei, cut_counted, cut_teltonika_tcp, cut_taip, cut_cot};
constexpr std::size_t size_max = 64;
constexpr std::uint64_t data_min = 3;  // of Teltonika: what is shorter is no frame

/// Of Teltonika a message that is neither identity nor frame ends the connection: it is whatever
/// has come so far.
bool is_teltonika(std::string_view message) {
  octet_reader octets{std::as_bytes(std::span{message})};
  if (octets.read(2) == 15) {
    return message.size() == 17;
  }
  octets = octet_reader{std::as_bytes(std::span{message})};
  const bool preamble = octets.read(4) == 0;
  const std::uint64_t size = octets.read(4);
  return preamble && size >= data_min && message.size() == 4 + 4 + size + 4;
}

bool ends_the_stream(stream_cutter cut, const framed_message& message) {
  return message.too_long || (cut == cut_teltonika_tcp && !is_teltonika(message.bytes));
}

/// The messages up to the first behind which a stream may not be readable any more.
std::vector<std::string> messages_of(stream_cutter cut,
                                     std::string_view stream,
                                     std::size_t piece) {
  stream_framer framer{cut, size_max};
  std::vector<std::string> messages;
  const auto keep = [cut, &messages](const framed_message& message) {
    check(message.bytes.size() <= size_max, "a message is bounded");
    const bool over = ends_the_stream(cut, message);
    messages.emplace_back(over ? "over" : message.bytes);
    return !over;
  };
  while (!stream.empty()) {
    framer.append(stream.substr(0, piece));
    stream.remove_prefix(std::min(piece, stream.size()));
    while (const auto message = framer.next()) {
      if (!keep(*message)) {
        return messages;
      }
    }
  }
  if (const auto last = framer.finish()) {
    keep(*last);
  }
  return messages;
}

}  // namespace

/// The first octet says how the stream is cut, the second in which pieces it comes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) {
    return 0;
  }
  const stream_cutter cut = cutters.at(data[0] % cutters.size());
  const std::size_t piece = 1 + data[1] % size_max;
  const std::string stream = input_text(data + 2, size - 2);
  const auto one_by_one = messages_of(cut, stream, 1);
  check(messages_of(cut, stream, piece) == one_by_one, "pieces make no difference");
  check(messages_of(cut, stream, stream.size() + 1) == one_by_one, "nor does their absence");
  return 0;
}
