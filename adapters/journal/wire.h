#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace beatwatch {

/// The wire types of Protocol Buffers; groups (3, 4) are not used.
enum class wire_type : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

/// The tag of a field number, in front of each value.
constexpr std::uint64_t wire_tag(std::uint32_t number, wire_type type) {
  return (static_cast<std::uint64_t>(number) << 3U) | static_cast<std::uint64_t>(type);
}

/// Takes fields of the Protocol Buffers wire format from bytes, never past their end. After false
/// the reader is of no more use.
class wire_reader {
 public:
  explicit wire_reader(std::span<const std::byte> in) : in_(in) {}

  [[nodiscard]] bool at_end() const { return in_.empty(); }
  /// The next byte, when it is the tag of a field below 16, or 0 at the end.
  [[nodiscard]] std::uint8_t peek() const {
    return in_.empty() ? std::uint8_t{0} : std::to_integer<std::uint8_t>(in_.front());
  }

  /// False beyond 64 bits.
  [[nodiscard]] bool take_varint(std::uint64_t& value) {
    value = 0;
    for (std::size_t i = 0; i < in_.size() && i < 10; ++i) {
      const auto part = std::to_integer<std::uint64_t>(in_[i]);
      if (i == 9 && part > 1) {
        return false;
      }
      value |= (part & 0x7FU) << (7 * i);
      if (part < 0x80) {
        in_ = in_.subspan(i + 1);
        return true;
      }
    }
    return false;
  }

  /// A size and that many bytes.
  [[nodiscard]] bool take_bytes(std::span<const std::byte>& value) {
    std::uint64_t size = 0;
    if (!take_varint(size) || size > in_.size()) {
      return false;
    }
    value = in_.first(static_cast<std::size_t>(size));
    in_ = in_.subspan(static_cast<std::size_t>(size));
    return true;
  }

  /// Leaves out the value behind a tag of a field that is not known.
  [[nodiscard]] bool skip(std::uint64_t tag) {
    std::uint64_t number = 0;
    std::span<const std::byte> bytes;
    switch (static_cast<wire_type>(tag & 7U)) {
      case wire_type::varint:
        return take_varint(number);
      case wire_type::bytes:
        return take_bytes(bytes);
      case wire_type::fixed64:
        return drop(8);
      case wire_type::fixed32:
        return drop(4);
    }
    return false;
  }

 private:
  [[nodiscard]] bool drop(std::size_t size) {
    if (in_.size() < size) {
      return false;
    }
    in_ = in_.subspan(size);
    return true;
  }

  std::span<const std::byte> in_;
};

/// Writes fields of the Protocol Buffers wire format to memory that is large enough: at most 10
/// bytes for a varint.
class wire_writer {
 public:
  explicit wire_writer(std::byte* to) : to_(to) {}

  void put_varint(std::uint64_t value) {
    while (value >= 0x80) {
      *to_++ = static_cast<std::byte>(value | 0x80U);
      value >>= 7U;
    }
    *to_++ = static_cast<std::byte>(value);
  }
  void put_bytes(std::span<const std::byte> value) {
    put_varint(value.size());
    for (const std::byte b : value) {
      *to_++ = b;
    }
  }
  [[nodiscard]] std::byte* end() const { return to_; }

 private:
  std::byte* to_;
};

/// How `sint32` travels: small magnitudes in few bytes.
constexpr std::uint32_t zigzag(std::int32_t value) {
  const auto bits = static_cast<std::uint32_t>(value);
  return (bits << 1U) ^ (value < 0 ? ~0U : 0U);
}
constexpr std::int32_t unzigzag(std::uint32_t value) {
  return static_cast<std::int32_t>((value >> 1U) ^ (~(value & 1U) + 1U));
}

}  // namespace beatwatch
