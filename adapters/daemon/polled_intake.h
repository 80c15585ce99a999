#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/daemon/polled_table.h"
#include "adapters/daemon/position_intake.h"
#include "adapters/transport/asio.h"

namespace beatwatch {

/// Asks a table again and again on a thread of its own, and hands what is new to the rooms,
/// a batch at a time: the next one when the last is on disk.
///
/// A table that cannot be asked is told in the log once and counted as "poll_failed" each time; the
/// pause before it is asked again doubles up to a minute, and that it answers again is told too.
class polled_intake {
 public:
  polled_intake(asio::io_context& loop,
                intake_parts parts,
                std::string name,
                std::unique_ptr<polled_table> table,
                duration period);
  /// Ends what is under way. The loop does not run any more, or its handlers see that it is over.
  ~polled_intake();
  polled_intake(const polled_intake&) = delete;
  polled_intake& operator=(const polled_intake&) = delete;

  void start();

 private:
  struct handed;

  void run();
  bool poll_once();
  bool hand(mapped_batch batch);
  void take_when_there_is_room(const std::shared_ptr<handed>& batch);
  bool pause(duration length);

  asio::io_context& loop_;
  intake_parts parts_;
  std::string name_;
  std::unique_ptr<polled_table> table_;
  duration period_;
  bool failing_ = false;  ///< on the loop's thread
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace beatwatch
