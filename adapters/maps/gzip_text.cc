#include "adapters/maps/gzip_text.h"

#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "engine/base/check.h"

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

std::string gzip(const std::string& bytes) {
  constexpr int window_bits = 15;
  constexpr int as_gzip = 16;
  constexpr int memory_level = 8;
  z_stream stream{};
  check(deflateInit2(&stream,
                     Z_BEST_COMPRESSION,
                     Z_DEFLATED,
                     window_bits + as_gzip,
                     memory_level,
                     Z_DEFAULT_STRATEGY) == Z_OK,
        "zlib has memory");
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  check(deflate(&stream, Z_FINISH) == Z_STREAM_END, "the bound of zlib holds");
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace beatwatch
