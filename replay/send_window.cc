#include "replay/send_window.h"

#include <utility>

#include "engine/base/check.h"

namespace beatwatch {

void send_window::add(outgoing_batch batch) {
  check(has_room(), "the window has room");
  batches_.push_back(std::move(batch));
}

const outgoing_batch* send_window::take_next() {
  return sent_ < batches_.size() ? &batches_[sent_++] : nullptr;
}

bool send_window::acknowledge(std::string_view source, std::uint64_t seq) {
  // Batches on disk leave wherever they stand: those of another source may still be missing.
  std::size_t gone_of_sent = 0;
  for (std::size_t i = 0; i < sent_; ++i) {
    gone_of_sent += batches_[i].source == source && batches_[i].last_seq <= seq ? 1 : 0;
  }
  const std::size_t gone = std::erase_if(batches_, [&](const outgoing_batch& batch) {
    return batch.source == source && batch.last_seq <= seq;
  });
  sent_ -= gone_of_sent;
  return gone > 0;
}

}  // namespace beatwatch
