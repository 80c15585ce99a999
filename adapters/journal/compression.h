#pragma once
#include <zstd.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace beatwatch {

/// Packs bytes with zstd, one frame at a time; keeps its working memory.
class compressor {
 public:
  compressor();
  [[nodiscard]] std::vector<std::byte> pack(std::span<const std::byte> content);

 private:
  struct deleter {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  };
  std::unique_ptr<ZSTD_CCtx, deleter> context_;
};

/// The content of one frame of `compressor`; empty when the bytes are damaged or would unpack to
/// more than `size_max`. Never allocates more than that.
std::optional<std::vector<std::byte>> unpack(std::span<const std::byte> packed,
                                             std::size_t size_max);

}  // namespace beatwatch
