#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "engine/base/units.h"

namespace beatwatch {

struct reject_settings {
  std::filesystem::path folder;  ///< empty: no record is kept
  std::size_t mib_per_day = 16;
  int days = 14;  ///< older files are deleted
};

/// A record that no source could use, as it came. Views into what the source was given.
struct unusable_record {
  std::string_view reason;
  std::string_view device;  ///< empty: not known
  std::string_view origin;  ///< the peer; empty: none
  std::string_view record;
  instant received_at;
};

/// Keeps records that no source could use, so that somebody can mend them and send them again: a
/// file a day of reception (UTC), `2026-11-27.jsonl`, an object a line:
///   {"at": ..., "source": ..., "peer": ..., "device": ..., "reason": ..., "text" or "hex": ...}
/// `device` as far as it is known. A file that has half of what a day may take becomes
/// `2026-11-27.older.jsonl`, in the place of the one before it: what that held is dropped, and
/// counted. While the disk does not take them records are lost, and counted.
class reject_file {
 public:
  /// Makes the folder and deletes what is too old for `now`. Throws `std::runtime_error`.
  reject_file(reject_settings settings, instant now);

  /// Returns how many records were lost of it: dropped before, or this one.
  [[nodiscard]] std::uint64_t keep(std::string_view source, const unusable_record& rejected);

 private:
  void open_day(std::chrono::sys_days day);
  void delete_old(std::chrono::sys_days day) const;
  [[nodiscard]] std::filesystem::path file_of(std::chrono::sys_days day, const char* ending) const;
  [[nodiscard]] std::uint64_t make_room();

  reject_settings settings_;
  std::chrono::sys_days day_{};
  std::ofstream out_;
  std::uint64_t bytes_ = 0;  ///< of the file that is written
};

/// The line of one record, without its end.
std::string reject_line(std::string_view source, const unusable_record& rejected);

}  // namespace beatwatch
