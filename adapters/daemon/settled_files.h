#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <vector>

#include "engine/base/units.h"

namespace beatwatch {

/// Tells files that somebody may still be writing from those that nobody seems to: by their size
/// and time of change, from one look at a folder to the next. Whoever pauses for longer than that
/// is taken to be done; only a name given to a whole file says that for certain.
class settled_files {
 public:
  using steady = std::chrono::steady_clock;

  /// For how long an empty file has to stay empty: who has only made it is about to write.
  static constexpr duration empty_calm{std::chrono::minutes{1}};

  /// `calm`: for how long a file has to stay as it is, and at least from one look to the next.
  explicit settled_files(duration calm) : calm_(calm) {}

  /// Looks at `files`, every one that is there, and returns those that are settled, in their order.
  std::vector<std::filesystem::path> look(const std::vector<std::filesystem::path>& files,
                                          steady::time_point now);

  /// Whether a file of the last look is still as it was then.
  [[nodiscard]] bool is_as_seen(const std::filesystem::path& file) const;

 private:
  struct sight {
    std::uintmax_t bytes = 0;
    std::filesystem::file_time_type changed;
    friend bool operator==(const sight&, const sight&) = default;
  };
  struct seen_file {
    sight last;
    steady::time_point since;  ///< it is as it is
  };

  static sight sight_of(const std::filesystem::path& file);

  duration calm_;
  std::map<std::filesystem::path, seen_file> seen_;
};

}  // namespace beatwatch
