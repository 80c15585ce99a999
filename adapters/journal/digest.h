#pragma once
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace beatwatch {

/// A SHA-256 value. All zero: the beginning of a chain.
using digest = std::array<std::byte, 32>;

/// SHA-256 of the parts, one after the other.
digest sha256(std::initializer_list<std::span<const std::byte>> parts);

/// The next link of a chain: SHA-256(previous || content). One flipped bit anywhere before it
/// alters it.
digest next_link(const digest& previous, std::span<const std::byte> content);

/// 64 lower-case hexadecimal digits, and back; empty for anything else.
std::string to_hex(const digest& value);
std::optional<digest> hex_to_digest(std::string_view hex);

}  // namespace beatwatch
