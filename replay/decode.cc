#include "replay/decode.h"

#include <cstddef>
#include <istream>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string_view>

#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/nmea_json.h"

namespace beatwatch {
namespace {

constexpr std::size_t line_max = 65'536;

struct input_line {
  std::string text;
  bool too_long = false;  ///< `text` holds its beginning
};

/// The next line without its '\n'; empty at the end of the input.
std::optional<input_line> next_line(std::istream& in) {
  input_line line;
  std::streambuf& bytes = *in.rdbuf();
  constexpr auto end = std::char_traits<char>::eof();
  auto c = bytes.sbumpc();
  if (c == end) {
    return std::nullopt;
  }
  for (; c != end && c != '\n'; c = bytes.sbumpc()) {
    if (line.text.size() == line_max) {
      line.too_long = true;
    } else {
      line.text.push_back(std::char_traits<char>::to_char_type(c));
    }
  }
  return line;
}

std::string explain(const input_line& line, bool hex) {
  if (line.too_long) {
    return R"({"error":"line_too_long"})";
  }
  if (!hex) {
    return nmea_line_json(line.text);
  }
  std::string_view digits = line.text;
  if (digits.ends_with('\r')) {
    digits.remove_suffix(1);
  }
  const auto octets = hex_to_octets(digits);
  return octets ? nmea_line_json(*octets) : R"({"error":"bad_hex"})";
}

}  // namespace

int decode(const decode_options& options, std::istream& in, std::ostream& out) {
  if (options.protocol != "nmea0183") {
    throw std::runtime_error("protocol \"" + options.protocol +
                             "\" is not known; expected nmea0183");
  }
  while (const auto line = next_line(in)) {
    out << explain(*line, options.hex) << '\n';
  }
  return 0;
}

}  // namespace beatwatch
