#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/sources/stream_cut.h"

namespace beatwatch {

struct framed_message {
  std::string_view bytes;
  bool too_long = false;  ///< `bytes` is its beginning; the rest was dropped
};

/// Cuts a stream of bytes into messages, however the bytes come. Holds no more than one message of
/// the greatest size and what was appended last.
class stream_framer {
 public:
  /// A message longer than `size_max` is told by its beginning.
  stream_framer(stream_cutter cut, std::size_t size_max) : cut_(cut), size_max_(size_max) {}

  void append(std::string_view bytes);

  /// The next message that is complete, or that has become too long. Valid until the next call of
  /// anything.
  std::optional<framed_message> next();

  /// No more bytes will come: what is left is the last message, unless it is nothing.
  std::optional<framed_message> finish();

 private:
  std::optional<framed_message> too_long();

  stream_cutter cut_;
  std::size_t size_max_;
  std::string received_;
  std::size_t taken_ = 0;  ///< of `received_`
  bool dropping_ = false;  ///< the rest of a message that was too long
};

}  // namespace beatwatch
