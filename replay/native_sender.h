#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <zmq.hpp>

#include "replay/send_window.h"
#include "replay/tool_socket.h"

namespace beatwatch {

struct native_sender_settings {
  std::string endpoint;  ///< of the server's ingest socket
  server_access access;
  std::size_t window_batches = 64;
  std::chrono::milliseconds resend_after{1'000};  ///< without any progress
  std::chrono::seconds patience{60};              ///< without any progress, before it gives up
};

/// What became of what was sent.
struct send_counts {
  std::uint64_t batches = 0;  ///< acknowledged
  std::uint64_t sent = 0;     ///< put on the wire, again and again if need be
  std::map<std::string, std::uint64_t>
      rejected;  ///< events that the server did not take, by reason
  /// Events that were there under their numbers already, by source, as far as it is known that not
  /// this sender itself sent them before.
  std::map<std::string, std::uint64_t> taken_before;
};

/// Sends batches over the native channel until each is acknowledged: it is on the server's disk
/// then. Bounded: `send` waits while the window is full. Throws `std::runtime_error` when the
/// server refuses a batch for good (an unknown source, no right to send) or stays silent for
/// longer than the patience.
class native_sender {
 public:
  explicit native_sender(const native_sender_settings& settings);

  void send(outgoing_batch batch);
  /// Takes the answers that are there, and sends again what seems lost; does not wait.
  void keep_up() { take_answers(std::chrono::milliseconds{0}); }
  /// Waits until everything is acknowledged, and for the answers that tell what became of it.
  void drain();
  [[nodiscard]] const send_counts& counts() const { return counts_; }

 private:
  void put_on_wire();
  void go_back();
  /// Goes back when there was no progress for too long.
  void take_answers(std::chrono::milliseconds wait);
  void take_answer(std::string_view bytes);

  native_sender_settings settings_;
  zmq::context_t context_;
  zmq::socket_t socket_;
  send_window window_;
  send_counts counts_;
  std::uint64_t answers_ = 0;
  std::chrono::steady_clock::time_point progress_at_;
  std::chrono::steady_clock::time_point went_back_at_;
  bool went_back_ = false;
};

}  // namespace beatwatch
