#pragma once
#include <cstddef>

namespace beatwatch {

/// Begins to bring the cache line of `address` into the cache; it need not be readable.
inline void prefetch(const void* address) {
  __builtin_prefetch(address);
  // g++ 12 takes a function that only prefetches for one without effect, and drops its calls.
  asm volatile("" : : "r"(address));
}

/// The same for `size` bytes from `first` on.
inline void prefetch_bytes(const void* first, std::size_t size) {
  constexpr std::size_t cache_line_bytes = 64;
  for (std::size_t at = 0; at < size; at += cache_line_bytes) {
    prefetch(static_cast<const std::byte*>(first) + at);
  }
}

}  // namespace beatwatch
