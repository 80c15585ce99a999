#include "replay/decode.h"

#include <istream>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/protocols.h"
#include "adapters/sources/stream_framer.h"

namespace beatwatch {
namespace {

const protocol& protocol_named(const std::string& name) {
  if (const protocol* const found = find_protocol(name)) {
    return *found;
  }
  throw std::runtime_error("protocol \"" + name + "\" is not known; expected one of " +
                           protocol_names());
}

/// Up to the end of a line, so that a stream is explained while it comes. Empty at its end.
std::string next_bytes(std::istream& in) {
  constexpr std::size_t bytes_max = 65'536;
  constexpr auto end = std::char_traits<char>::eof();
  std::string bytes;
  while (bytes.size() < bytes_max && !bytes.ends_with('\n')) {
    const auto c = in.rdbuf()->sbumpc();
    if (c == end) {
      break;
    }
    bytes.push_back(std::char_traits<char>::to_char_type(c));
  }
  return bytes;
}

std::string explain(const protocol& spoken, const framed_message& message, bool hex) {
  if (message.too_long) {
    return R"({"error":"message_too_long"})";
  }
  if (!hex) {
    return spoken.explain(message.bytes);
  }
  std::string_view digits = message.bytes;
  if (digits.ends_with('\r')) {
    digits.remove_suffix(1);
  }
  const auto octets = hex_to_octets(digits);
  return octets ? spoken.explain(*octets) : R"({"error":"bad_hex"})";
}

}  // namespace

int decode(const decode_options& options, std::istream& in, std::ostream& out) {
  const protocol& spoken = protocol_named(options.protocol);
  stream_framer framer{options.hex ? cut_line : spoken.cut,
                       options.hex ? 2 * spoken.size_max + 1 : spoken.size_max};
  for (std::string bytes = next_bytes(in); !bytes.empty(); bytes = next_bytes(in)) {
    framer.append(bytes);
    while (const auto message = framer.next()) {
      out << explain(spoken, *message, options.hex) << '\n';
    }
  }
  if (const auto message = framer.finish()) {
    out << explain(spoken, *message, options.hex) << '\n';
  }
  return 0;
}

}  // namespace beatwatch
