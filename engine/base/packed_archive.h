#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "engine/base/archive.h"
#include "engine/base/check.h"
#include "engine/base/units.h"

namespace beatwatch {

// The same descriptions as in archive.h, of structures made of whole numbers and times alone, for
// many small ones that stay in memory: a number takes a byte for each seven bits it has, a time
// those of its distance from a base that writer and reader share.

/// Appends what it is shown to a buffer.
class packed_writer {
 public:
  packed_writer(std::vector<std::byte>& out, instant base) : out_(out), base_(base) {}

  template <typename... Ts>
  void operator()(const Ts&... values) {
    (put(values), ...);
  }

 private:
  void put_bits(std::uint64_t bits) {
    for (; bits >= 0x80U; bits >>= 7U) {
      out_.push_back(static_cast<std::byte>((bits & 0x7fU) | 0x80U));
    }
    out_.push_back(static_cast<std::byte>(bits));
  }
  // Small ones of either sign take few bits.
  void put_signed(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    put_bits((bits << 1U) ^ (value < 0 ? ~std::uint64_t{0} : 0));
  }
  template <typename T>
  void put(const T& value) {
    if constexpr (std::is_enum_v<T> || std::unsigned_integral<T>) {
      put_bits(static_cast<std::uint64_t>(value));
    } else if constexpr (std::signed_integral<T>) {
      put_signed(value);
    } else if constexpr (std::same_as<T, instant>) {
      put_signed((value - base_).count());
    } else if constexpr (std::same_as<T, duration>) {
      put_signed(value.count());
    } else if constexpr (archive_detail::is_strong<T>) {
      put(value.value);
    } else {
      static_assert(std::is_class_v<T>, "made of whole numbers and times");
      fields(*this, const_cast<T&>(value));  // a writer only looks
    }
  }

  std::vector<std::byte>& out_;
  instant base_;
};

/// Fills what it is shown from bytes that a `packed_writer` of the same base made.
class packed_reader {
 public:
  packed_reader(std::span<const std::byte> in, instant base) : in_(in), base_(base) {}

  template <typename... Ts>
  void operator()(Ts&... values) {
    (take(values), ...);
  }

 private:
  std::uint64_t take_bits() {
    std::uint64_t bits = 0;
    for (unsigned shift = 0;; shift += 7) {
      check(!in_.empty() && shift < 64, "packed bytes end where they were written to");
      const auto next = static_cast<std::uint64_t>(in_.front());
      in_ = in_.subspan(1);
      bits |= (next & 0x7fU) << shift;
      if (next < 0x80U) {
        return bits;
      }
    }
  }
  std::int64_t take_signed() {
    const std::uint64_t bits = take_bits();
    return static_cast<std::int64_t>((bits >> 1U) ^ ((bits & 1U) != 0 ? ~std::uint64_t{0} : 0));
  }
  template <typename T>
  void take(T& value) {
    if constexpr (std::is_enum_v<T> || std::unsigned_integral<T>) {
      value = static_cast<T>(take_bits());
    } else if constexpr (std::signed_integral<T>) {
      value = static_cast<T>(take_signed());
    } else if constexpr (std::same_as<T, instant>) {
      value = base_ + duration{take_signed()};
    } else if constexpr (std::same_as<T, duration>) {
      value = duration{take_signed()};
    } else if constexpr (archive_detail::is_strong<T>) {
      take(value.value);
    } else {
      static_assert(std::is_class_v<T>, "made of whole numbers and times");
      fields(*this, value);
    }
  }

  std::span<const std::byte> in_;
  instant base_;
};

}  // namespace beatwatch
