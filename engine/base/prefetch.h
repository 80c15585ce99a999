#pragma once

namespace beatwatch {

/// Begins to bring the cache line of `address` into the cache; it need not be readable.
inline void prefetch(const void* address) {
  __builtin_prefetch(address);
  // g++ 12 takes a function that only prefetches for one without effect, and drops its calls.
  asm volatile("" : : "r"(address));
}

}  // namespace beatwatch
