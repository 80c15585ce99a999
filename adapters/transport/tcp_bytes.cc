#include "adapters/transport/tcp_bytes.h"

#include <linux/tcp.h>  // that of the C library lacks tcpi_bytes_received; the two cannot meet
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstddef>

namespace beatwatch {

std::optional<std::uint64_t> tcp_bytes_received(int descriptor) {
  tcp_info info{};
  socklen_t size = sizeof info;
  if (::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
      size < offsetof(tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received) {
    return std::nullopt;
  }
  return info.tcpi_bytes_received;
}

}  // namespace beatwatch
