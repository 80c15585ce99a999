#include "replay/feed_follower.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace beatwatch {
namespace {

v1::FeedMessage message(std::uint64_t number, std::uint64_t previous_in_topic) {
  v1::FeedMessage made;
  made.set_number(number);
  made.set_previous_in_topic(previous_in_topic);
  return made;
}

v1::SnapshotReply snapshot(std::uint64_t number, const std::vector<std::uint64_t>& items = {}) {
  v1::SnapshotReply made;
  made.set_number(number);
  made.mutable_run()->set_run(1);
  for (const std::uint64_t item : items) {
    *made.add_items()->mutable_message() = message(item, 0);
  }
  made.set_last(true);
  return made;
}

v1::Heartbeat heartbeat(std::uint64_t newest, std::uint32_t run = 1) {
  v1::Heartbeat made;
  made.set_prefix("unit/");
  made.set_newest_in_prefix(newest);
  made.mutable_run()->set_run(run);
  return made;
}

class feed_follower_test : public testing::Test {
 protected:
  std::vector<std::uint64_t> told_;
  feed_follower follower_{
      "unit/",
      {.begin = [this] { told_.clear(); },
       .take = [this](const v1::FeedMessage& taken, bool) { told_.push_back(taken.number()); }}};
};

TEST_F(feed_follower_test, tells_nothing_before_its_snapshot_and_what_came_meanwhile_after_it) {
  EXPECT_TRUE(follower_.wants_snapshot());
  follower_.take("unit/A/", message(4, 0));
  follower_.take("unit/A/", message(6, 4));
  EXPECT_TRUE(told_.empty());
  follower_.take_snapshot(snapshot(5, {4}));
  EXPECT_EQ(told_, (std::vector<std::uint64_t>{4, 6}));
  EXPECT_FALSE(follower_.wants_snapshot());
}

TEST_F(feed_follower_test, leaves_other_topics_alone) {
  follower_.take_snapshot(snapshot(5));
  follower_.take("presence/Z/", message(6, 0));
  EXPECT_TRUE(told_.empty());
}

TEST_F(feed_follower_test, notices_a_gap_within_a_topic) {
  follower_.take_snapshot(snapshot(5));
  follower_.take("unit/A/", message(6, 3));
  follower_.take("unit/B/", message(7, 0));
  EXPECT_FALSE(follower_.wants_snapshot());
  follower_.take("unit/A/", message(10, 8));
  EXPECT_TRUE(follower_.wants_snapshot());
  EXPECT_EQ(follower_.losses(), 1U);
  follower_.take_snapshot(snapshot(9, {7, 8}));
  EXPECT_EQ(told_, (std::vector<std::uint64_t>{7, 8, 10})) << "the message behind the gap counts";
  EXPECT_FALSE(follower_.wants_snapshot());
}

TEST_F(feed_follower_test, notices_by_the_heartbeat_that_the_last_messages_were_lost) {
  follower_.take_snapshot(snapshot(5));
  follower_.take(heartbeat(5));
  EXPECT_FALSE(follower_.wants_snapshot());
  follower_.take(heartbeat(6));
  EXPECT_TRUE(follower_.wants_snapshot());
}

TEST_F(feed_follower_test, starts_again_when_the_server_was_restarted) {
  follower_.take_snapshot(snapshot(5));
  follower_.take(heartbeat(5, 2));
  EXPECT_TRUE(follower_.wants_snapshot());
}

TEST_F(feed_follower_test, ignores_the_heartbeats_of_other_prefixes) {
  follower_.take_snapshot(snapshot(5));
  v1::Heartbeat other = heartbeat(99, 7);
  other.set_prefix("unit/A/");
  follower_.take(other);
  EXPECT_FALSE(follower_.wants_snapshot());
}

}  // namespace
}  // namespace beatwatch
