#pragma once
#include <zmq.hpp>

#include "adapters/transport/asio.h"

namespace beatwatch {

/// Tells an Asio loop when a ZeroMQ socket may have something to receive.
///
/// ZMQ_FD is edge-triggered and shared by sending and receiving: it may never fire again while
/// messages are queued, and a send can use up the edge that a waiting receiver needs. Hence two
/// rules: `wait` only right after a receive that found nothing, and `wake` after sending.
class zmq_socket_events {
 public:
  /// `socket` outlives this object and is used on the loop's thread only.
  zmq_socket_events(asio::io_context& loop, zmq::socket_t& socket);
  /// The descriptor belongs to the socket and stays open.
  ~zmq_socket_events();
  zmq_socket_events(const zmq_socket_events&) = delete;
  zmq_socket_events& operator=(const zmq_socket_events&) = delete;

  /// Returns when there may be something; look, and wait again if there is nothing.
  asio::awaitable<void> wait();

  /// Wakes a waiting receiver if something has come; false: nothing has.
  bool wake();

 private:
  zmq::socket_t& socket_;
  asio::posix::stream_descriptor descriptor_;
};

}  // namespace beatwatch
