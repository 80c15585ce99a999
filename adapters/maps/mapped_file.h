#pragma once
#include <cstddef>
#include <filesystem>
#include <span>

namespace beatwatch {

/// A file mapped read-only. Replace such a file by renaming a new one over it, never in place: a
/// mapped page that vanishes stops the process.
class mapped_file {
 public:
  /// Throws `std::runtime_error`, "FILE: reason", when it cannot be opened or mapped or is empty.
  explicit mapped_file(const std::filesystem::path& path);
  ~mapped_file();
  mapped_file(const mapped_file&) = delete;
  mapped_file& operator=(const mapped_file&) = delete;

  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace beatwatch
