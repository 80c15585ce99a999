#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace beatwatch {

/// Where the first message of a stream lies in what has come so far.
struct stream_cut {
  std::size_t begin = 0;  ///< what stands before it is noise
  std::size_t end = 0;
  std::size_t next = 0;  ///< where to look for the message after it; above 0
  bool noise = false;    ///< there is no message, all up to `next` is to be passed over
};

/// Finds the first message; empty while not all of it is there.
using stream_cutter = std::optional<stream_cut> (*)(std::string_view received);

/// The first `size` octets hold no message; empty for 0.
std::optional<stream_cut> cut_noise(std::size_t size);

/// Up to the next '\n', without it.
std::optional<stream_cut> cut_line(std::string_view received);

/// Every line that is complete, as one message with its line ends.
std::optional<stream_cut> cut_lines(std::string_view received);

/// All that comes until the end is one message.
std::optional<stream_cut> cut_nothing(std::string_view received);

/// The two lines of a radio's serial interface: one that starts with '+', and the next that is not
/// empty. A line without one before it is a message of its own, and an error.
std::optional<stream_cut> cut_pei(std::string_view received);

}  // namespace beatwatch
