#pragma once
#include <filesystem>
#include <string>

namespace beatwatch {

/// A CURVE key pair, each key as 40 characters of Z85.
struct curve_keys {
  std::string public_key;
  std::string secret_key;
};

/// Reads the server's key pair from a file of the two lines
///   public_key = "..."
///   secret_key = "..."
/// Throws std::runtime_error, which names the file: unreadable, readable or writable by anybody but
/// its owner (mode 0600 or 0400 is needed), or not a pair of keys that belong together.
[[nodiscard]] curve_keys read_curve_keys(const std::filesystem::path& file);

}  // namespace beatwatch
