#pragma once
#include <cstdint>
#include <optional>

namespace beatwatch {

/// How many bytes have come in on a TCP connection since it was made, those that wait in the kernel
/// included. Empty: it is none, or it is gone.
[[nodiscard]] std::optional<std::uint64_t> tcp_bytes_received(int descriptor);

}  // namespace beatwatch
