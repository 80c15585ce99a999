#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "adapters/journal/run_header.h"
#include "beatwatch/v1/journal.pb.h"

namespace beatwatch {

/// For the journal, heartbeats, snapshots and answers.
v1::RunHeader run_header_to_wire(const run_header& header);

std::vector<std::byte> encode(const run_header& header);
/// Empty when the bytes are not a header.
std::optional<run_header> decode_run_header(std::span<const std::byte> bytes);

}  // namespace beatwatch
