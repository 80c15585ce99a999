#include "adapters/journal/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "adapters/journal/journal_recovery.h"

namespace beatwatch {

folder_lock::folder_lock(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  const auto path = folder / "beatwatch.lock";
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0) {
    throw std::filesystem::filesystem_error{
        "cannot write", path, std::error_code{errno, std::generic_category()}};
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor_);
    throw journal_error{folder.string() + ": another process is writing this journal"};
  }
}

folder_lock::~folder_lock() { ::close(descriptor_); }

}  // namespace beatwatch
