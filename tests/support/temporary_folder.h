#pragma once
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "engine/base/check.h"

namespace beatwatch {

/// A folder of its own for one test, deleted with everything in it at the end.
class temporary_folder {
 public:
  temporary_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "beatwatch-test-XXXXXX").string();
    check(::mkdtemp(name.data()) != nullptr, "a temporary folder can be made");
    path_ = name;
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  ~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

/// A folder for this run of the test program: others that run beside it have theirs.
inline const std::filesystem::path& folder_of_this_run() {
  static const temporary_folder folder;
  return folder.path();
}

}  // namespace beatwatch
