#include "adapters/maps/gzip_text.h"

#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace beatwatch {

std::string read_gzip_text(const std::filesystem::path& file, std::size_t size_max) {
  const auto close = [](gzFile_s* opened) { gzclose(opened); };
  const std::unique_ptr<gzFile_s, decltype(close)> opened{gzopen(file.c_str(), "rb"), close};
  if (opened == nullptr) {
    throw map_file_error{file.string() + ": cannot be opened: " + std::strerror(errno)};
  }
  std::string text;
  std::array<char, 1 << 16> part{};
  int size = 0;
  while ((size = gzread(opened.get(), part.data(), part.size())) > 0) {
    text.append(part.data(), static_cast<std::size_t>(size));
    if (text.size() > size_max) {
      throw map_file_error{file.string() + ": more than " + std::to_string(size_max) +
                           " bytes of text"};
    }
  }
  int error = Z_OK;
  const char* const reason = gzerror(opened.get(), &error);
  if (size < 0 || error != Z_OK) {
    throw map_file_error{file.string() +
                         ": cannot be read: " + (error == Z_ERRNO ? std::strerror(errno) : reason)};
  }
  return text;
}

}  // namespace beatwatch
