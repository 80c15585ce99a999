#pragma once
#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace beatwatch {

/// A map file that cannot be used at all: one line that names the file, the place in it and what
/// was expected there.
class map_file_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The whole of a file, inflated if it is gzip. Throws `map_file_error` when it cannot be read, is
/// cut short or is longer than `size_max` bytes once inflated.
std::string read_gzip_text(const std::filesystem::path& file, std::size_t size_max);

/// As a gzip file (RFC 1952), small rather than quick.
[[nodiscard]] std::string gzip(const std::string& bytes);

}  // namespace beatwatch
