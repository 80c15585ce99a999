#include <algorithm>
#include <array>
#include <vector>

#include "adapters/sources/lip_source.h"
#include "adapters/sources/stream_framer.h"
#include "adapters/sources/taip_decode.h"
#include "adapters/sources/teltonika_decode.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

namespace {

constexpr std::array<stream_cutter, 5> cutters{
    cut_line, cut_pei, cut_counted, cut_teltonika_tcp, cut_taip};
constexpr std::size_t size_max = 64;

/// The messages up to the first that is too long, behind which some streams cannot be read.
std::vector<std::string> messages_of(stream_cutter cut,
                                     std::string_view stream,
                                     std::size_t piece) {
  stream_framer framer{cut, size_max};
  std::vector<std::string> messages;
  const auto keep = [&messages](const framed_message& message) {
    check(message.bytes.size() <= size_max, "a message is bounded");
    messages.emplace_back(message.too_long ? "too long" : message.bytes);
    return !message.too_long;
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
