#pragma once
#include <iosfwd>
#include <string>

namespace beatwatch {

struct decode_options {
  std::string protocol;  ///< of `protocols()`
  bool hex = false;      ///< each line holds the octets of its message in hexadecimal
};

/// Explains a captured stream: one JSON object per line of `out` for each message of `in`, also for
/// an empty one: the message decoded, or {"error": label}. Messages follow each other as they do on
/// the protocol's own line; with `hex` one stands on each line. Labels of its own are `bad_hex` and
/// `message_too_long`. Returns the exit code, 0: a message that cannot be decoded is a finding, not
/// a failure. Throws std::runtime_error for an unknown protocol.
int decode(const decode_options& options, std::istream& in, std::ostream& out);

}  // namespace beatwatch
