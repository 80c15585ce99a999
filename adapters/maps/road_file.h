#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "engine/roads/road_graph.h"

namespace beatwatch {

/// SHA-256 of what the header's hash covers. `file` holds at least a header.
std::array<std::uint8_t, 32> hash_road_bytes(std::span<const std::byte> file);

/// Puts `bytes`, as `build_roads` made them, into a file: under another name first, so that whoever
/// has the old file mapped keeps it. Throws `std::runtime_error`, "FILE: reason".
void write_road_file(const std::filesystem::path& path, std::span<const std::byte> bytes);

/// Maps a road file and checks the whole of it, hash included. Throws `std::runtime_error`,
/// "FILE: reason", when it cannot be read, is of another version or is damaged.
std::shared_ptr<const road_graph> map_roads(const std::filesystem::path& path);

}  // namespace beatwatch
