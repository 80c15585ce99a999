#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "beatwatch/v1/feed.pb.h"

namespace beatwatch {

/// Follows the topics of one prefix: joins with a snapshot, notices by the numbers when messages
/// were lost, and then wants a fresh one. Pure: knows no sockets.
class feed_follower {
 public:
  /// Told each message once, in order; those of a snapshot with `fresh` false, after `begin`.
  struct listener {
    std::function<void()> begin;  ///< a snapshot follows: forget what was known
    std::function<void(const v1::FeedMessage&, bool fresh)> take;
  };

  /// `prefix` ends in a slash.
  feed_follower(std::string prefix, listener told);

  [[nodiscard]] const std::string& prefix() const { return prefix_; }
  /// True from the beginning, and after a loss, until `take_snapshot`.
  [[nodiscard]] bool wants_snapshot() const { return wants_snapshot_; }
  /// How often messages were lost.
  [[nodiscard]] std::uint64_t losses() const { return losses_; }

  void take(std::string_view topic, const v1::FeedMessage& message);
  void take(const v1::Heartbeat& heartbeat);
  /// The whole snapshot of the prefix; messages that came in the meantime follow on it.
  void take_snapshot(const v1::SnapshotReply& snapshot);

 private:
  static constexpr std::size_t held_max = 200'000;

  struct held_message {
    std::string topic;
    v1::FeedMessage message;
  };

  void lose();

  std::string prefix_;
  listener told_;
  bool wants_snapshot_ = true;
  std::uint64_t losses_ = 0;
  std::uint64_t snapshot_number_ = 0;
  std::uint64_t newest_seen_ = 0;
  std::uint32_t run_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> newest_in_topic_;
  std::vector<held_message> held_;  ///< while a snapshot is on its way
};

}  // namespace beatwatch
