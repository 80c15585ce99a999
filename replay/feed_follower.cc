#include "replay/feed_follower.h"

#include <algorithm>
#include <utility>

namespace beatwatch {

feed_follower::feed_follower(std::string prefix, listener told)
    : prefix_(std::move(prefix)), told_(std::move(told)) {}

void feed_follower::lose() {
  ++losses_;
  wants_snapshot_ = true;
  held_.clear();
}

void feed_follower::take(std::string_view topic, const v1::FeedMessage& message) {
  if (!topic.starts_with(prefix_)) {
    return;
  }
  if (wants_snapshot_) {
    if (held_.size() == held_max) {
      held_.erase(held_.begin(), held_.begin() + held_max / 2);
    }
    held_.push_back({std::string{topic}, message});
    return;
  }
  if (message.number() <= snapshot_number_) {
    return;
  }
  std::uint64_t& newest = newest_in_topic_.try_emplace(std::string{topic}, 0).first->second;
  if (message.previous_in_topic() > std::max(snapshot_number_, newest)) {
    lose();
    held_.push_back({std::string{topic}, message});
    return;
  }
  newest = message.number();
  newest_seen_ = std::max(newest_seen_, message.number());
  told_.take(message, true);
}

void feed_follower::take(const v1::Heartbeat& heartbeat) {
  if (heartbeat.prefix() != prefix_ || wants_snapshot_) {
    return;
  }
  if (heartbeat.run().run() != run_ ||
      heartbeat.newest_in_prefix() > std::max(snapshot_number_, newest_seen_)) {
    lose();
  }
}

void feed_follower::take_snapshot(const v1::SnapshotReply& snapshot) {
  snapshot_number_ = snapshot.number();
  newest_seen_ = snapshot.number();
  run_ = snapshot.run().run();
  newest_in_topic_.clear();
  wants_snapshot_ = false;
  told_.begin();
  for (const v1::SnapshotItem& item : snapshot.items()) {
    told_.take(item.message(), false);
  }
  for (const held_message& held : std::exchange(held_, {})) {
    take(held.topic, held.message);
  }
}

}  // namespace beatwatch
