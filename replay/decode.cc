#include "replay/decode.h"

#include <algorithm>
#include <istream>
#include <optional>
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

// Octets with or without blanks between them, as people and analysers of traffic write them.
std::optional<std::string> octets_of_line(std::string_view line) {
  std::string octets;
  while (!line.empty()) {
    const std::size_t blank = std::min(line.find_first_of(" \t\r"), line.size());
    const auto piece = hex_to_octets(line.substr(0, blank));
    if (!piece) {
      return std::nullopt;
    }
    octets += *piece;
    line.remove_prefix(std::min(blank + 1, line.size()));
  }
  return octets;
}

std::string explain(const protocol& spoken, const framed_message& message, bool hex) {
  if (message.too_long) {
    return R"({"error":"message_too_long"})";
  }
  if (!hex) {
    return spoken.explain(message.bytes);
  }
  const auto octets = octets_of_line(message.bytes);
  return octets ? spoken.explain(*octets) : R"({"error":"bad_hex"})";
}

}  // namespace

int decode(const decode_options& options, std::istream& in, std::ostream& out) {
  const protocol& spoken = protocol_named(options.protocol);
  stream_framer framer{options.hex ? cut_line : spoken.cut,
                       options.hex ? 3 * spoken.size_max + 1 : spoken.size_max};
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
