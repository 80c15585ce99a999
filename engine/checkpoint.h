#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace beatwatch {

struct state;

/// The whole state but what is derived; zone sets and roads by their hashes.
std::vector<std::byte> save_state(const state& s);

/// The state that `save_state` of the same build made, with the settings and offers of `now`. Empty
/// when the bytes are damaged or name a zone set or road graph that was not offered.
std::unique_ptr<state> load_state(std::span<const std::byte> bytes, const state& now);

/// See `engine::settled_bytes`.
std::vector<std::byte> settled_state(const state& s);

}  // namespace beatwatch
