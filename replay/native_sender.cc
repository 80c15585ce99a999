#include "replay/native_sender.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "beatwatch/v1/event.pb.h"

namespace beatwatch {
namespace {

using steady = std::chrono::steady_clock;

// Answers to what was sent before a step back still come in after it; a second step back at once
// would send everything twice for each of them.
constexpr std::chrono::milliseconds step_back_pause{50};

constexpr std::chrono::milliseconds answer_wait{50};

}  // namespace

native_sender::native_sender(const native_sender_settings& settings)
    : settings_(settings),
      socket_(connect_tool(context_, zmq::socket_type::dealer, settings.endpoint, settings.access)),
      window_(settings.window_batches),
      progress_at_(steady::now()),
      went_back_at_(progress_at_) {}

void native_sender::send(outgoing_batch batch) {
  while (!window_.has_room()) {
    put_on_wire();
    take_answers(answer_wait);
  }
  if (window_.empty()) {
    progress_at_ = steady::now();
  }
  window_.add(std::move(batch));
  put_on_wire();
}

void native_sender::drain() {
  while (!window_.empty()) {
    put_on_wire();
    take_answers(answer_wait);
  }
  // Where all was there already, the first answer acknowledges what the others are about; what each
  // batch came to stands in its own.
  const auto until = steady::now() + settings_.resend_after;
  while (!went_back_ && answers_ < counts_.sent && steady::now() < until) {
    take_answers(answer_wait);
  }
}

void native_sender::put_on_wire() {
  while (const outgoing_batch* batch = window_.take_next()) {
    socket_.send(zmq::message_t{}, zmq::send_flags::sndmore);
    socket_.send(zmq::buffer(batch->bytes), zmq::send_flags::none);
    ++counts_.sent;
  }
}

void native_sender::go_back() {
  window_.go_back();
  went_back_at_ = steady::now();
  went_back_ = true;
}

void native_sender::take_answers(std::chrono::milliseconds wait) {
  std::array<zmq::pollitem_t, 1> items{{{socket_.handle(), 0, ZMQ_POLLIN, 0}}};
  zmq::poll(items.data(), items.size(), wait);
  zmq::message_t empty;
  zmq::message_t body;
  while (socket_.recv(empty, zmq::recv_flags::dontwait)) {
    if (empty.more() && socket_.recv(body, zmq::recv_flags::none)) {
      take_answer(body.to_string_view());
    }
  }
  if (window_.empty()) {
    return;
  }
  const auto now = steady::now();
  if (now - progress_at_ > settings_.patience) {
    throw std::runtime_error{settings_.endpoint + ": no acknowledgement for " +
                             std::to_string(settings_.patience.count()) +
                             " s; what was not acknowledged can be sent again"};
  }
  if (now - progress_at_ > settings_.resend_after && now - went_back_at_ > settings_.resend_after) {
    go_back();
  }
}

void native_sender::take_answer(std::string_view bytes) {
  v1::IngestReply reply;
  if (!reply.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    throw std::runtime_error{settings_.endpoint + ": the answer is not an IngestReply"};
  }
  ++answers_;
  const auto now = steady::now();
  if (!reply.journal_writable()) {
    // The server is there and waits for its disk: that is not silence.
    progress_at_ = std::max(progress_at_, now - settings_.resend_after);
  }
  if (window_.acknowledge(reply.source(), reply.acknowledged_seq())) {
    ++counts_.batches;
    progress_at_ = now;
  }
  if (!went_back_ && reply.taken_before() > 0) {
    counts_.taken_before[reply.source()] += reply.taken_before();
  }
  if (reply.rejected() > 0) {
    counts_.rejected[reply.reject_reason()] += reply.rejected();
    return;
  }
  if (reply.reject_reason() == "gap") {
    if (now - went_back_at_ > step_back_pause) {
      go_back();
    }
  } else if (!reply.reject_reason().empty()) {
    throw std::runtime_error{settings_.endpoint + ": the server refuses events of source \"" +
                             reply.source() + "\": " + reply.reject_reason()};
  }
}

}  // namespace beatwatch
