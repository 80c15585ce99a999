#pragma once
#include <map>
#include <string>
#include <thread>
#include <zmq.hpp>

namespace beatwatch {

/// Answers libzmq's question whether a CURVE client may connect, on a thread of its own. A client
/// whose public key is listed gets its name as the `User-Id` of all its messages; others are
/// refused. One per context, made before the first socket binds.
/// Source: ZeroMQ RFC 27, ZeroMQ Authentication Protocol.
class zap_authenticator {
 public:
  /// Keys as 40 characters of Z85.
  zap_authenticator(zmq::context_t& context, std::map<std::string, std::string> client_by_key);
  ~zap_authenticator();
  zap_authenticator(const zap_authenticator&) = delete;
  zap_authenticator& operator=(const zap_authenticator&) = delete;

 private:
  void answer_until_stopped();
  void answer_one();

  std::map<std::string, std::string> client_by_key_;
  zmq::socket_t questions_;
  zmq::socket_t stop_here_;   ///< the thread's end
  zmq::socket_t stop_there_;  ///< ours
  std::thread thread_;
};

/// The name that `zap_authenticator` gave the sender of a message; empty without CURVE.
[[nodiscard]] std::string client_of(const zmq::message_t& message);

}  // namespace beatwatch
