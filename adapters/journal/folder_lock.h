#pragma once
#include <filesystem>

namespace beatwatch {

/// Keeps other processes from writing to a folder: an advisory lock on "beatwatch.lock" in it,
/// which ends with the process at the latest.
class folder_lock {
 public:
  /// Makes the folder when it is absent. Throws `journal_error` when another process holds it,
  /// `std::filesystem::filesystem_error` when the folder cannot be written.
  explicit folder_lock(const std::filesystem::path& folder);
  folder_lock(const folder_lock&) = delete;
  folder_lock& operator=(const folder_lock&) = delete;
  ~folder_lock();

 private:
  int descriptor_ = -1;
};

}  // namespace beatwatch
