#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace beatwatch {

/// Reads unsigned numbers off octets, most significant octet first. Behind the end there are zeros,
/// and `ran_out` tells; nothing outside `octets` is read.
class octet_reader {
 public:
  explicit octet_reader(std::span<const std::byte> octets) : octets_(octets) {}

  [[nodiscard]] bool ran_out() const { return ran_out_; }
  [[nodiscard]] std::size_t position() const { return at_; }
  [[nodiscard]] std::size_t left() const { return octets_.size() - at_; }

  /// A number of 1 to 8 octets.
  std::uint64_t read(std::size_t size) {
    std::uint64_t value = 0;
    for (const std::byte octet : take(size)) {
      value = value << 8U | std::to_integer<std::uint64_t>(octet);
    }
    return value;
  }

  /// The next `size` octets; none when there are fewer.
  std::span<const std::byte> take(std::size_t size) {
    if (left() < size) {
      ran_out_ = true;
      at_ = octets_.size();
      return {};
    }
    at_ += size;
    return octets_.subspan(at_ - size, size);
  }

 private:
  std::span<const std::byte> octets_;
  std::size_t at_ = 0;
  bool ran_out_ = false;
};

}  // namespace beatwatch
