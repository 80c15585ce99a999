#include "adapters/daemon/settled_files.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace beatwatch {

namespace fs = std::filesystem;

// Of a file that has gone meanwhile, or that may not be looked at, nothing: it settles like others,
// and whoever opens it is told why that fails.
settled_files::sight settled_files::sight_of(const fs::path& file) {
  std::error_code unseen;
  sight now;
  now.bytes = fs::file_size(file, unseen);
  now.changed = fs::last_write_time(file, unseen);
  return now;
}

std::vector<fs::path> settled_files::look(const std::vector<fs::path>& files,
                                          steady::time_point now) {
  std::map<fs::path, seen_file> seen;
  std::vector<fs::path> settled;
  for (const fs::path& file : files) {
    const sight current = sight_of(file);
    const auto before = seen_.find(file);
    const bool same = before != seen_.end() && before->second.last == current;
    const seen_file& known =
        seen.emplace(file, seen_file{current, same ? before->second.since : now}).first->second;
    const duration calm = current.bytes == 0 ? std::max(calm_, empty_calm) : calm_;
    if (same && now - known.since >= calm) {
      settled.push_back(file);
    }
  }
  seen_ = std::move(seen);
  return settled;
}

bool settled_files::is_as_seen(const fs::path& file) const {
  const auto known = seen_.find(file);
  return known != seen_.end() && known->second.last == sight_of(file);
}

}  // namespace beatwatch
