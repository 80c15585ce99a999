#include "adapters/sources/nmea_decode.h"
#include "adapters/sources/nmea_json.h"
#include "adapters/sources/nmea_tag_block.h"
#include "engine/base/check.h"
#include "tests/fuzz/input.h"

using namespace beatwatch;

namespace {

/// A line as it came, and again with the checksum that it should have, to get behind that check.
void decode(const std::string& line) {
  const auto message = decode_nmea(line);
  check(!nmea_line_json(line).empty(), "every line has an answer");
  if (!message) {
    check(!to_string(message.error()).empty(), "every error has a label");
    return;
  }
  check(message->talker[0] != 'P', "no proprietary sentence is decoded");
  std::visit(
      [](const auto& sentence) {
        if constexpr (requires { sentence.at; }) {
          check(!sentence.at || valid(*sentence.at), "coordinates are on the globe");
          check(!position_valid(sentence) || sentence.at, "a valid position is a position");
        }
      },
      message->body);
}

std::string with_checksum(const std::string& body) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const unsigned sum = nmea_checksum(body);
  return body + "*" + digits[sum / 16] + digits[sum % 16];
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = input_text(data, size);
  decode(text);
  const std::string body = text.substr(0, text.find('*'));
  decode("$" + with_checksum(body.substr(body.starts_with('$') ? 1 : 0)));
  decode("\\" + with_checksum(body.substr(body.starts_with('\\') ? 1 : 0)) + "\\");
  return 0;
}
