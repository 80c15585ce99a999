#include "adapters/transport/connection_guard.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <utility>

#include "adapters/transport/tcp_bytes.h"

namespace beatwatch {
namespace {

constexpr std::chrono::milliseconds look_interval{10};

// What libzmq tells in the first frame of an event, in the byte order of the machine.
struct socket_event {
  std::uint16_t kind = 0;
  std::uint32_t value = 0;  ///< for the two below: the descriptor
};

socket_event event_of(const zmq::message_t& frame) {
  socket_event event;
  if (frame.size() == sizeof event.kind + sizeof event.value) {
    std::memcpy(&event.kind, frame.data(), sizeof event.kind);
    std::memcpy(&event.value, frame.data<std::byte>() + sizeof event.kind, sizeof event.value);
  }
  return event;
}

}  // namespace

connection_guard::connection_guard(zmq::context_t& context,
                                   zmq::socket_t& socket,
                                   const connection_limits& limits,
                                   std::function<void(std::uint64_t)> on_change)
    : socket_(socket),
      events_(context, zmq::socket_type::pair),
      limits_(limits),
      on_change_(std::move(on_change)) {
  const std::string endpoint =
      fmt::format("inproc://beatwatch.connections.{}", fmt::ptr(socket.handle()));
  if (zmq_socket_monitor(
          socket.handle(), endpoint.c_str(), ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_DISCONNECTED) != 0) {
    throw zmq::error_t();
  }
  events_.set(zmq::sockopt::linger, 0);
  events_.set(zmq::sockopt::rcvhwm, 0);  // a full queue would hold up libzmq
  events_.connect(endpoint);
  thread_ = std::jthread([this](const std::stop_token& stopped) { watch(stopped); });
}

connection_guard::~connection_guard() {
  thread_.request_stop();
  thread_.join();
  zmq_socket_monitor(socket_.handle(), nullptr, 0);
}

void connection_guard::took(const zmq::message_t& message) {
  const int descriptor = zmq_msg_get(message.handle(), ZMQ_SRCFD);
  const std::scoped_lock lock(mutex_);
  taken_.insert(descriptor);
}

void connection_guard::took_all() {
  const std::scoped_lock lock(mutex_);
  all_taken_ = true;
}

void connection_guard::watch(const std::stop_token& stopped) {
  while (!stopped.stop_requested()) {
    zmq::pollitem_t item{events_.handle(), 0, ZMQ_POLLIN, 0};
    zmq::poll(&item, 1, look_interval);
    take_events();
    look_at_all();
    if (cut_off_count_ + held_of_gone_ > 0) {
      on_change_(std::exchange(cut_off_count_, 0));
    }
  }
}

void connection_guard::take_events() {
  zmq::message_t frame;
  while (events_.recv(frame, zmq::recv_flags::dontwait)) {
    const socket_event event = event_of(frame);
    const int descriptor = static_cast<int>(event.value);
    zmq::message_t address;
    (void)events_.recv(address, zmq::recv_flags::none);  // came together with the first frame
    if (event.kind == ZMQ_EVENT_ACCEPTED) {
      accept(descriptor);
    } else if (const auto gone = connections_.find(descriptor); gone != connections_.end()) {
      held_of_gone_ += gone->second.held();
      connections_.erase(gone);
    }
  }
}

void connection_guard::accept(int descriptor) {
  connection& peer = connections_[descriptor];
  peer = {};
  if (connections_.size() > limits_.connections_max ||
      held_ + held_of_gone_ > limits_.bytes_of_all_max) {
    cut_off(descriptor, peer);
  }
}

void connection_guard::look_at_all() {
  std::set<int> taken;
  {
    const std::scoped_lock lock(mutex_);
    taken.swap(taken_);
    held_of_gone_ = std::exchange(all_taken_, false) ? 0 : held_of_gone_;
  }
  held_ = 0;
  for (auto& [descriptor, peer] : connections_) {
    peer.received = std::max(peer.received, tcp_bytes_received(descriptor).value_or(0));
    if (taken.contains(descriptor)) {
      peer.taken = peer.received;
    }
    if (peer.held() > limits_.bytes_max) {
      cut_off(descriptor, peer);
    }
    held_ += peer.cut_off ? 0 : peer.held();
  }
  if (held_ > limits_.bytes_of_all_max) {
    cut_off_the_largest();
  }
}

void connection_guard::cut_off_the_largest() {
  const auto largest = std::ranges::max_element(connections_, {}, [](const auto& entry) {
    return entry.second.cut_off ? 0 : entry.second.held();
  });
  cut_off(largest->first, largest->second);
}

// libzmq says that a connection has gone before it closes the descriptor, and all it has said was
// heard just before. Should the number belong to another connection already, that one is made
// again.
void connection_guard::cut_off(int descriptor, connection& peer) {
  if (!peer.cut_off) {
    peer.cut_off = true;
    ++cut_off_count_;
    ::shutdown(descriptor, SHUT_RDWR);
  }
}

}  // namespace beatwatch
