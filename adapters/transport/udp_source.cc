#include "adapters/transport/udp_source.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace beatwatch {
namespace {

using udp = asio::ip::udp;

// "10.0.0.7:5017" or "[fe80::1]:5017".
std::string_view print_peer(const sockaddr_storage& from, std::array<char, 64>& text) {
  const bool v6 = from.ss_family == AF_INET6;
  const auto& as_v6 = reinterpret_cast<const sockaddr_in6&>(from);
  const auto& as_v4 = reinterpret_cast<const sockaddr_in&>(from);
  std::array<char, INET6_ADDRSTRLEN> address{};
  inet_ntop(from.ss_family,
            v6 ? static_cast<const void*>(&as_v6.sin6_addr) : &as_v4.sin_addr,
            address.data(),
            INET6_ADDRSTRLEN);
  const auto end = fmt::format_to_n(text.data(),
                                    text.size(),
                                    "{}{}{}:{}",
                                    v6 ? "[" : "",
                                    address.data(),
                                    v6 ? "]" : "",
                                    ntohs(v6 ? as_v6.sin6_port : as_v4.sin_port));
  return {text.data(), std::min(end.size, text.size())};
}

udp::endpoint endpoint_of(const sockaddr_storage& from, std::size_t size) {
  udp::endpoint endpoint;
  size = std::min(size, endpoint.capacity());
  std::memcpy(endpoint.data(), &from, size);
  endpoint.resize(size);
  return endpoint;
}

// The kernel's count of datagrams dropped by the socket so far, if the message carries it.
std::optional<std::uint32_t> overflow_counter(msghdr& message) {
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
       part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SO_RXQ_OVFL) {
      std::uint32_t count = 0;
      std::memcpy(&count, CMSG_DATA(part), sizeof count);
      return count;
    }
  }
  return std::nullopt;
}

}  // namespace

udp_source::udp_source(asio::io_context& loop,
                       const udp::endpoint& bind,
                       std::size_t receive_buffer_bytes)
    : socket_(loop, bind.protocol()), slots_(batch_size_max) {
  const int bytes = static_cast<int>(receive_buffer_bytes);
  socket_.set_option(asio::socket_base::receive_buffer_size(bytes));
  const int on = 1;
  if (setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof on) != 0) {
    throw boost::system::system_error(errno, boost::system::system_category(), "SO_RXQ_OVFL");
  }
  socket_.bind(bind);
  socket_.non_blocking(true);
}

std::size_t udp_source::read_batch(const handler& take) {
  std::array<mmsghdr, batch_size_max> messages{};
  std::array<iovec, batch_size_max> buffers{};
  std::array<sockaddr_storage, batch_size_max> from{};
  std::array<std::array<std::byte, 64>, batch_size_max> controls{};
  for (std::size_t i = 0; i < batch_size_max; ++i) {
    buffers[i] = {.iov_base = slots_[i].bytes.data(), .iov_len = datagram_size_max};
    messages[i].msg_hdr.msg_name = &from[i];
    messages[i].msg_hdr.msg_namelen = sizeof from[i];
    messages[i].msg_hdr.msg_iov = &buffers[i];
    messages[i].msg_hdr.msg_iovlen = 1;
    messages[i].msg_hdr.msg_control = controls[i].data();
    messages[i].msg_hdr.msg_controllen = controls[i].size();
  }
  const int received =
      recvmmsg(socket_.native_handle(), messages.data(), batch_size_max, MSG_DONTWAIT, nullptr);
  if (received <= 0) {
    return 0;  // nothing there, or an error that belongs to a sender (ICMP): wait and look again
  }
  datagram_batch batch;
  std::array<datagram_view, batch_size_max> views;
  std::size_t usable = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(received); ++i) {
    if (const auto counter = overflow_counter(messages[i].msg_hdr)) {
      batch.lost += *counter - lost_before_;
      lost_before_ = *counter;
    }
    if ((messages[i].msg_hdr.msg_flags & MSG_TRUNC) != 0) {
      ++batch.oversized;
      continue;
    }
    views[usable++] = {.from = print_peer(from[i], slots_[i].peer_text),
                       .bytes = std::span(slots_[i].bytes).first(messages[i].msg_len),
                       .endpoint = endpoint_of(from[i], messages[i].msg_hdr.msg_namelen)};
  }
  batch.datagrams = std::span(views).first(usable);
  take(batch);
  return static_cast<std::size_t>(received);
}

void udp_source::send(const udp::endpoint& to, std::string_view bytes) {
  boost::system::error_code lost;
  socket_.send_to(asio::buffer(bytes), to, 0, lost);
}

asio::awaitable<void> udp_source::run(handler take) {
  for (;;) {
    if (read_batch(take) == batch_size_max) {
      co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);  // others' turn
    } else {
      boost::system::error_code ignored;  // the next read tells
      co_await socket_.async_wait(udp::socket::wait_read,
                                  asio::redirect_error(asio::use_awaitable, ignored));
    }
  }
}

}  // namespace beatwatch
