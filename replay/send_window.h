#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace beatwatch {

/// One `EventBatch`, ready to go.
struct outgoing_batch {
  std::string source;
  std::uint64_t last_seq = 0;  ///< of its events; rises within a source
  std::string bytes;
};

/// What was sent and is not acknowledged yet: bounded, in order, and sent again from the first one
/// on when something was lost (go-back-N). Pure: knows neither sockets nor time.
class send_window {
 public:
  /// At most `in_flight_max` > 0 batches.
  explicit send_window(std::size_t in_flight_max) : in_flight_max_(in_flight_max) {}

  [[nodiscard]] bool has_room() const { return batches_.size() < in_flight_max_; }
  [[nodiscard]] bool empty() const { return batches_.empty(); }
  /// The oldest batch that is not acknowledged; the window is not empty.
  [[nodiscard]] const outgoing_batch& oldest() const { return batches_.front(); }

  /// Only while there is room.
  void add(outgoing_batch batch);

  /// The next batch to put on the wire, which then counts as sent; null: none for now. Valid until
  /// the window changes.
  [[nodiscard]] const outgoing_batch* take_next();

  /// Everything of `source` up to `seq` is on disk. Says whether that was news.
  bool acknowledge(std::string_view source, std::uint64_t seq);

  /// Everything that is not acknowledged is to be sent again.
  void go_back() { sent_ = 0; }

 private:
  std::size_t in_flight_max_;
  std::deque<outgoing_batch> batches_;
  std::size_t sent_ = 0;  ///< how many of them are on the wire
};

}  // namespace beatwatch
