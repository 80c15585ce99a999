#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/feeds/situation.h"
#include "adapters/journal/run_header.h"

namespace beatwatch {

/// The answer to a `SnapshotRequest`: one `Reply` or more, each with items of about `part_bytes`.
std::vector<std::string> encode_snapshot(const situation& now,
                                         std::string_view topic_prefix,
                                         std::uint64_t request_id,
                                         const run_header& run,
                                         std::size_t part_bytes = std::size_t{512} << 10U);

}  // namespace beatwatch
