#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace beatwatch {

/// A copy of the input of a fuzz target as text, of exactly its size.
inline std::string input_text(const std::uint8_t* data, std::size_t size) {
  return {data, data + size};
}

}  // namespace beatwatch
