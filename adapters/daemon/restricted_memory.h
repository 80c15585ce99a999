#pragma once
#include <filesystem>
#include <span>
#include <vector>

#include "engine/event.h"

namespace beatwatch {

// What was learned of restricted units outside the journal, so that a restart does not forget it: a
// file that only its owner may read. Rows of files are learned again at each start; this is for
// what came over sockets.

/// What the file holds; nothing when there is none. What was not written to its end was never
/// acknowledged, and is cut off. Throws `std::runtime_error` when the file is damaged or cannot be
/// read: without it restricted units might be shown.
[[nodiscard]] std::vector<event_body> read_restricted_memory(const std::filesystem::path& file);

/// Appends and waits for the disk. Throws `std::runtime_error`; nothing was appended then.
void append_restricted_memory(const std::filesystem::path& file, std::span<const event_body> facts);

}  // namespace beatwatch
