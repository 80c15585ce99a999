#pragma once

namespace beatwatch {

/// A sanitizer keeps for a while what is freed, and makes everything slower: limits of memory and
/// time are so many times wider with one.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int sanitizer_factor = 6;
#else
inline constexpr int sanitizer_factor = 1;
#endif

}  // namespace beatwatch
