#include "adapters/transport/zmq_socket_events.h"

namespace beatwatch {

zmq_socket_events::zmq_socket_events(asio::io_context& loop, zmq::socket_t& socket)
    : socket_(socket), descriptor_(loop, socket.get(zmq::sockopt::fd)) {}

zmq_socket_events::~zmq_socket_events() { descriptor_.release(); }

asio::awaitable<void> zmq_socket_events::wait() {
  boost::system::error_code woken;  // cancelled by `wake`: also a reason to look
  co_await descriptor_.async_wait(asio::posix::stream_descriptor::wait_read,
                                  asio::redirect_error(asio::use_awaitable, woken));
}

bool zmq_socket_events::wake() {
  const bool readable = (socket_.get(zmq::sockopt::events) & ZMQ_POLLIN) != 0;
  if (readable) {
    descriptor_.cancel();
  }
  return readable;
}

}  // namespace beatwatch
