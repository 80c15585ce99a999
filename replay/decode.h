#pragma once
#include <iosfwd>
#include <string>

namespace beatwatch {

struct decode_options {
  std::string protocol;  ///< "nmea0183"
  bool hex = false;      ///< each line holds the octets of its message in hexadecimal
};

/// Explains a captured stream: one message per line of `in`, one JSON object per line of `out`,
/// also for an empty line: the message decoded, or {"error": label}. Labels of its own are
/// `bad_hex` and, beyond 65,536 characters, `line_too_long`. Returns the exit code, 0: a message
/// that cannot be decoded is a finding, not a failure. Throws std::runtime_error for an unknown
/// protocol.
int decode(const decode_options& options, std::istream& in, std::ostream& out);

}  // namespace beatwatch
