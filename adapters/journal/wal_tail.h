#pragma once
#include <cstdint>
#include <filesystem>

namespace beatwatch {

/// What a crash left in a write-ahead log of SQLite. What SQLite reads ends with the last committed
/// frame; it passes over the rest without a word.
/// Source: "WAL-mode File Format", sqlite.org/walformat.html.
struct wal_tail {
  std::uint64_t committed_frames = 0;
  std::uint64_t torn_bytes = 0;  ///< of the same generation, but of no commit that was finished
};

/// An absent or empty log has no tail. Throws `std::filesystem::filesystem_error` when it cannot be
/// read.
wal_tail inspect_wal(const std::filesystem::path& log);

}  // namespace beatwatch
