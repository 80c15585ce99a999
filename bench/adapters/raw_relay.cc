#include "bench/adapters/raw_relay.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string_view>
#include <vector>
#include <zmq.hpp>
#include <zmq_addon.hpp>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

zmq::socket_t bind(zmq::context_t& context, zmq::socket_type type) {
  zmq::socket_t socket(context, type);
  socket.set(zmq::sockopt::sndhwm, 100'000);
  socket.set(zmq::sockopt::rcvhwm, 100'000);
  socket.bind("tcp://127.0.0.1:*");
  return socket;
}

void publish(zmq::socket_t& feed, std::string_view record) {
  feed.send(zmq::buffer(record.data(), std::strlen(record.data())), zmq::send_flags::sndmore);
  feed.send(zmq::buffer(record), zmq::send_flags::none);
}

[[noreturn]] void relay(int endpoints_to) {
  zmq::context_t context;
  zmq::socket_t ingest = bind(context, zmq::socket_type::router);
  zmq::socket_t feed = bind(context, zmq::socket_type::pub);
  const std::string lines =
      ingest.get(zmq::sockopt::last_endpoint) + "\n" + feed.get(zmq::sockopt::last_endpoint) + "\n";
  check(::write(endpoints_to, lines.data(), lines.size()) == static_cast<ssize_t>(lines.size()),
        "the endpoints fit into a pipe");
  std::vector<zmq::message_t> frames;
  for (;;) {
    frames.clear();
    (void)zmq::recv_multipart(ingest, std::back_inserter(frames));
    const std::string_view batch = frames.at(2).to_string_view();
    for (std::size_t at = 0; at < batch.size(); at += raw_relay::record_size) {
      publish(feed, batch.substr(at, raw_relay::record_size));
    }
    ingest.send(frames[0], zmq::send_flags::sndmore);
    ingest.send(zmq::message_t{}, zmq::send_flags::sndmore);
    ingest.send(zmq::str_buffer("ok"), zmq::send_flags::none);
  }
}

}  // namespace

raw_relay::raw_relay() {
  std::array<int, 2> pipe{};
  check(::pipe(pipe.data()) == 0, "a pipe can be made");
  pid_ = ::fork();
  if (pid_ == 0) {
    relay(pipe[1]);
  }
  ::close(pipe[1]);
  for (std::string* line : {&ingest_, &feed_}) {
    for (char c = 0; ::read(pipe[0], &c, 1) == 1 && c != '\n';) {
      *line += c;
    }
  }
  ::close(pipe[0]);
}

raw_relay::~raw_relay() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

}  // namespace beatwatch
