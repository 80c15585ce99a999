#include "adapters/maps/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

namespace beatwatch {
namespace {

class file_descriptor {
 public:
  explicit file_descriptor(const std::filesystem::path& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~file_descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  file_descriptor(const file_descriptor&) = delete;
  file_descriptor& operator=(const file_descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw std::runtime_error(path.string() + ": " + std::generic_category().message(errno));
}

}  // namespace

mapped_file::mapped_file(const std::filesystem::path& path) {
  const file_descriptor file{path};
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) {
    fail(path);
  }
  if (!S_ISREG(status.st_mode) || status.st_size == 0) {
    throw std::runtime_error(path.string() + ": not a file with content");
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* const at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.number(), 0);
  if (at == MAP_FAILED) {
    fail(path);
  }
  bytes_ = {static_cast<const std::byte*>(at), size};
}

mapped_file::~mapped_file() { ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size()); }

}  // namespace beatwatch
