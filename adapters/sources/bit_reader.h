#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace beatwatch {

/// Reads fields of 1 to 32 bits off octets, most significant bit first, without alignment. Behind
/// the end there are zeros, and `ran_out` tells; nothing outside `octets` is read.
class bit_reader {
 public:
  /// Of the last octet only the bits up to `bit_length` belong; at most those that are there.
  bit_reader(std::span<const std::byte> octets, std::size_t bit_length)
      : octets_(octets), end_(std::min(bit_length, octets.size() * 8)) {}

  [[nodiscard]] bool ran_out() const { return ran_out_; }

  std::uint32_t read(unsigned bits) {
    if (end_ - at_ < bits) {
      ran_out_ = true;
      at_ = end_;
      return 0;
    }
    std::uint64_t window = 0;
    const std::size_t first = at_ / 8;
    const std::size_t last = (at_ + bits - 1) / 8;
    for (std::size_t i = first; i <= last; ++i) {
      window = window << 8U | std::to_integer<std::uint64_t>(octets_[i]);
    }
    at_ += bits;
    const std::uint64_t behind = (last + 1) * 8 - at_;
    return static_cast<std::uint32_t>(window >> behind & ((std::uint64_t{1} << bits) - 1));
  }

  /// A field in two's complement.
  std::int32_t read_signed(unsigned bits) {
    const unsigned unused = 32 - bits;
    return static_cast<std::int32_t>(read(bits) << unused) >> unused;
  }

 private:
  std::span<const std::byte> octets_;
  std::size_t end_;  ///< in bits
  std::size_t at_ = 0;
  bool ran_out_ = false;
};

}  // namespace beatwatch
