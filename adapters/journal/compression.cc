#include "adapters/journal/compression.h"

#include "engine/base/check.h"

namespace beatwatch {
namespace {

// Batches are small and come every few milliseconds: the fastest level keeps most of the gain.
constexpr int level = 1;

}  // namespace

compressor::compressor() : context_(ZSTD_createCCtx()) {
  check(context_ != nullptr, "memory for a compressor");
}

std::vector<std::byte> compressor::pack(std::span<const std::byte> content) {
  std::vector<std::byte> packed(ZSTD_compressBound(content.size()));
  const std::size_t size = ZSTD_compressCCtx(
      context_.get(), packed.data(), packed.size(), content.data(), content.size(), level);
  check(ZSTD_isError(size) == 0, "zstd packs into memory of its own bound");
  packed.resize(size);
  packed.shrink_to_fit();
  return packed;
}

std::optional<std::vector<std::byte>> unpack(std::span<const std::byte> packed,
                                             std::size_t size_max) {
  const unsigned long long claimed = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (claimed == ZSTD_CONTENTSIZE_UNKNOWN || claimed == ZSTD_CONTENTSIZE_ERROR ||
      claimed > size_max) {
    return std::nullopt;
  }
  std::vector<std::byte> content(static_cast<std::size_t>(claimed));
  const std::size_t size =
      ZSTD_decompress(content.data(), content.size(), packed.data(), packed.size());
  if (size != content.size()) {
    return std::nullopt;
  }
  return content;
}

}  // namespace beatwatch
