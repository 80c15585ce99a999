#include "adapters/transport/zap_authenticator.h"

#include <array>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>
#include <zmq_addon.hpp>

namespace beatwatch {
namespace {

constexpr const char* zap_endpoint = "inproc://zeromq.zap.01";
constexpr const char* stop_endpoint = "inproc://beatwatch.zap.stop";

// version, request id, domain, address, identity, mechanism, then the mechanism's credentials
constexpr std::size_t curve_request_frames = 7;

}  // namespace

zap_authenticator::zap_authenticator(zmq::context_t& context,
                                     std::map<std::string, std::string> client_by_key)
    : client_by_key_(std::move(client_by_key)),
      questions_(context, zmq::socket_type::rep),
      stop_here_(context, zmq::socket_type::pair),
      stop_there_(context, zmq::socket_type::pair) {
  questions_.set(zmq::sockopt::linger, 0);
  questions_.bind(zap_endpoint);
  stop_here_.bind(stop_endpoint);
  stop_there_.connect(stop_endpoint);
  thread_ = std::thread([this] { answer_until_stopped(); });
}

zap_authenticator::~zap_authenticator() {
  stop_there_.send(zmq::message_t{}, zmq::send_flags::none);
  thread_.join();
}

void zap_authenticator::answer_until_stopped() {
  std::array<zmq::pollitem_t, 2> watched{
      {{questions_.handle(), 0, ZMQ_POLLIN, 0}, {stop_here_.handle(), 0, ZMQ_POLLIN, 0}}};
  for (;;) {
    zmq::poll(watched.data(), watched.size(), std::chrono::milliseconds{-1});
    if ((watched[1].revents & ZMQ_POLLIN) != 0) {
      return;
    }
    if ((watched[0].revents & ZMQ_POLLIN) != 0) {
      answer_one();
    }
  }
}

void zap_authenticator::answer_one() {
  std::vector<zmq::message_t> frames;
  if (!zmq::recv_multipart(questions_, std::back_inserter(frames))) {
    return;
  }
  std::string client;
  if (frames.size() == curve_request_frames && frames[5].to_string_view() == "CURVE" &&
      frames[6].size() == 32) {
    std::array<char, 41> key{};
    zmq_z85_encode(key.data(), frames[6].data<std::uint8_t>(), 32);
    if (const auto found = client_by_key_.find(key.data()); found != client_by_key_.end()) {
      client = found->second;
    }
  }
  const bool known = !client.empty();
  const std::string request_id = frames.size() > 1 ? frames[1].to_string() : "";
  const std::array<zmq::const_buffer, 6> reply{
      zmq::buffer(std::string_view("1.0")),
      zmq::buffer(request_id),
      zmq::buffer(std::string_view(known ? "200" : "400")),
      zmq::buffer(std::string_view(known ? "" : "unknown key")),
      zmq::buffer(client),
      zmq::buffer(std::string_view{})};
  zmq::send_multipart(questions_, reply);
}

std::string client_of(const zmq::message_t& message) {
  // gets() throws when there is no such property, which is the rule without CURVE.
  const char* client = zmq_msg_gets(const_cast<zmq_msg_t*>(message.handle()), "User-Id");
  return client != nullptr ? client : "";
}

}  // namespace beatwatch
