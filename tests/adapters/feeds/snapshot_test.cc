#include "adapters/feeds/snapshot.h"

#include <gtest/gtest.h>

#include "beatwatch/v1/query.pb.h"

namespace beatwatch {
namespace {

situation with_units(std::uint64_t count) {
  situation now;
  for (std::uint64_t n = 1; n <= count; ++n) {
    v1::FeedMessage message;
    message.set_number(n);
    message.mutable_unit_moved()->set_unit(std::string(200, 'u') + std::to_string(n));
    now.apply({.number = n,
               .topic = (n % 2 == 0 ? "unit/even" : "unit/odd") + std::to_string(n) + "/",
               .body = message.SerializeAsString(),
               .effect = situation_effect::keep,
               .key = "moved",
               .ended = {}});
  }
  return now;
}

std::vector<v1::Reply> parse(const std::vector<std::string>& encoded) {
  std::vector<v1::Reply> replies(encoded.size());
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    EXPECT_TRUE(replies[i].ParseFromString(encoded[i]));
  }
  return replies;
}

TEST(snapshot, holds_what_lies_below_the_prefix) {
  const run_header run{.run = 3, .build = "b"};
  const auto replies = parse(encode_snapshot(with_units(5), "unit/even", 42, run));
  ASSERT_EQ(replies.size(), 1u);
  EXPECT_EQ(replies[0].request_id(), 42u);
  const v1::SnapshotReply& reply = replies[0].snapshot();
  EXPECT_EQ(reply.number(), 5u) << "of all topics";
  EXPECT_TRUE(reply.last());
  EXPECT_EQ(reply.run().run(), 3u);
  ASSERT_EQ(reply.items_size(), 2);
  EXPECT_EQ(reply.items(0).topic(), "unit/even2/");
  EXPECT_EQ(reply.items(1).message().number(), 4u);
}

TEST(snapshot, of_nothing_is_one_empty_part) {
  const auto replies = parse(encode_snapshot(with_units(3), "visit/", 1, {}));
  ASSERT_EQ(replies.size(), 1u);
  EXPECT_TRUE(replies[0].snapshot().last());
  EXPECT_EQ(replies[0].snapshot().number(), 3u);
  EXPECT_EQ(replies[0].snapshot().items_size(), 0);
}

TEST(snapshot, that_is_large_comes_in_parts_that_hold_everything_once) {
  const auto replies = parse(encode_snapshot(with_units(100), "", 7, {}, 2000));
  ASSERT_GT(replies.size(), 5u);
  int items = 0;
  for (std::size_t i = 0; i < replies.size(); ++i) {
    EXPECT_EQ(replies[i].request_id(), 7u);
    EXPECT_EQ(replies[i].snapshot().part(), i);
    EXPECT_EQ(replies[i].snapshot().number(), 100u);
    EXPECT_EQ(replies[i].snapshot().last(), i + 1 == replies.size());
    EXPECT_LT(replies[i].ByteSizeLong(), 2600u);
    items += replies[i].snapshot().items_size();
  }
  EXPECT_EQ(items, 100);
}

}  // namespace
}  // namespace beatwatch
