#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "adapters/journal/journal_writer.h"
#include "engine/model/parameters.h"

namespace beatwatch {

/// Every number that a figure depends on, as bytes; their SHA-256 is the hash of the parameters.
std::vector<std::byte> parameters_to_bytes(const parameters& settings);

/// The inverse; empty when the bytes are of another build's parameters or damaged.
std::optional<parameters> bytes_to_parameters(std::span<const std::byte> bytes);

/// What a journal keeps of them, so that a replay needs no configuration: kind "parameters".
artifact parameters_to_artifact(const parameters& settings);

}  // namespace beatwatch
