#include "adapters/journal/sent_batch.h"

#include <gtest/gtest.h>

#include <string>

#include "adapters/journal/event_to_wire.h"
#include "beatwatch/v1/event.pb.h"
#include "tests/support/event_fields.h"
#include "tests/support/random_event.h"

namespace beatwatch {
namespace {

void add(v1::EventBatch& batch, std::uint64_t seq, const event_body& body) {
  event_to_wire({.received_at = latest_instant, .source = "liar", .source_seq = seq, .body = body},
                *batch.add_events());
}

expected<sent_batch, event_error> decode(const v1::EventBatch& batch) {
  event_codec codec;
  const std::string bytes = batch.SerializeAsString();
  return decode_sent_batch(std::as_bytes(std::span{bytes}), codec);
}

const ping somewhere{.device = "GD41", .observed_at = earliest_instant};

TEST(sent_batch, the_server_sets_source_and_time_of_reception) {
  v1::EventBatch batch;
  batch.set_source("cad");
  add(batch, 3, somewhere);
  const auto decoded = decode(batch);
  ASSERT_TRUE(decoded);
  ASSERT_EQ(decoded->events.size(), 1U);
  EXPECT_EQ(decoded->events[0].source, "cad");
  EXPECT_EQ(decoded->events[0].received_at, instant{});
  EXPECT_EQ(decoded->events[0].source_seq, 3U);
  EXPECT_EQ(decoded->last_seq, 3U);
}

TEST(sent_batch, a_sender_need_not_know_the_servers_fields) {
  v1::EventBatch batch;
  batch.set_source("cad");
  add(batch, 1, somewhere);
  batch.mutable_events(0)->clear_received_at_ms();
  batch.mutable_events(0)->clear_source();
  const auto decoded = decode(batch);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->events.size(), 1U);
}

TEST(sent_batch, one_bad_event_is_rejected_alone) {
  v1::EventBatch batch;
  batch.set_source("cad");
  add(batch, 1, somewhere);
  add(batch, 2, ping{.device = "not a name", .observed_at = earliest_instant});
  add(batch, 3, somewhere);
  const auto decoded = decode(batch);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->events.size(), 2U);
  EXPECT_EQ(decoded->rejected, 1U);
  EXPECT_EQ(decoded->first_rejected->index, 1U);
  EXPECT_EQ(decoded->first_rejected->error, event_error::bad_name);
  EXPECT_EQ(decoded->last_seq, 3U);
}

TEST(sent_batch, a_sender_may_say_what_it_sent_before) {
  v1::EventBatch batch;
  batch.set_source("cad");
  add(batch, 8, somewhere);
  ASSERT_TRUE(decode(batch));
  EXPECT_EQ(decode(batch)->previous_seq, std::nullopt);
  for (const std::uint64_t previous : {std::uint64_t{0}, std::uint64_t{7}, UINT64_MAX}) {
    batch.set_previous_seq(previous);
    ASSERT_TRUE(decode(batch));
    EXPECT_EQ(decode(batch)->previous_seq, previous);
    EXPECT_EQ(decode(batch)->events.size(), 1U);
  }
}

TEST(sent_batch, rejected_events_are_counted_by_reason) {
  v1::EventBatch batch;
  batch.set_source("cad");
  add(batch, 1, ping{.device = "not a name", .observed_at = earliest_instant});
  add(batch, 2, ping{.device = "GD41", .observed_at = instant{}});
  add(batch, 3, ping{.device = "", .observed_at = earliest_instant});
  const auto decoded = decode(batch);
  ASSERT_TRUE(decoded);
  const auto count_of = [&](event_error error) {
    return decoded->rejected_by_reason[static_cast<std::size_t>(error)];
  };
  EXPECT_EQ(decoded->rejected, 3U);
  EXPECT_EQ(count_of(event_error::bad_name), 2U);
  EXPECT_EQ(count_of(event_error::bad_time), 1U);
}

TEST(sent_batch, a_number_that_cannot_be_read_is_not_used_up) {
  v1::EventBatch batch;
  batch.set_source("cad");
  add(batch, 1, somewhere);
  std::string bytes = batch.SerializeAsString();
  // An event with number 2^62 and a ping that ends too early.
  const std::string torn{"\x12\x0D\x18\x80\x80\x80\x80\x80\x80\x80\x80\x40\x22\x05\x0A", 15};
  bytes += torn;
  event_codec codec;
  const auto decoded = decode_sent_batch(std::as_bytes(std::span{bytes}), codec);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->rejected, 1U);
  EXPECT_EQ(decoded->first_rejected->error, event_error::malformed);
  EXPECT_EQ(decoded->last_seq, 1U);
}

TEST(sent_batch, what_only_the_server_makes_is_not_taken_from_senders) {
  v1::EventBatch batch;
  batch.set_source("cad");
  const std::string hash(64, 'a');
  add(batch, 1, tick{});
  add(batch, 2, clock_stepped{5});
  add(batch, 3, intake_counted{"lost", 1});
  add(batch, 4, zones_activated{hash, earliest_instant});
  add(batch, 5, roads_activated{hash});
  add(batch, 6, clock_advanced{earliest_instant});
  const auto decoded = decode(batch);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->rejected, 5U);
  EXPECT_EQ(decoded->first_rejected->error, event_error::not_for_senders);
  ASSERT_EQ(decoded->events.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<clock_advanced>(decoded->events[0].body));
}

TEST(sent_batch, numbers_rise_within_a_batch) {
  v1::EventBatch batch;
  batch.set_source("cad");
  add(batch, 5, somewhere);
  add(batch, 5, somewhere);
  add(batch, 0, somewhere);
  add(batch, 6, somewhere);
  const auto decoded = decode(batch);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->events.size(), 3U);
  EXPECT_EQ(decoded->rejected, 1U);
  EXPECT_EQ(decoded->first_rejected->error, event_error::sequence_not_rising);
}

TEST(sent_batch, the_source_may_stand_behind_the_events) {
  v1::EventBatch events;
  add(events, 1, somewhere);
  v1::EventBatch source;
  source.set_source("cad");
  const std::string bytes = events.SerializeAsString() + source.SerializeAsString();
  event_codec codec;
  const auto decoded = decode_sent_batch(std::as_bytes(std::span{bytes}), codec);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->events.at(0).source, "cad");
}

TEST(sent_batch, fields_of_a_later_schema_are_passed_by) {
  v1::EventBatch batch;
  batch.set_source("cad");
  add(batch, 1, somewhere);
  const std::string later{
      "\x78\x01\x7A\x02hi\x71"
      "12345678"
      "\x75"
      "1234",
      20};
  const std::string bytes = batch.SerializeAsString() + later;
  event_codec codec;
  const auto decoded = decode_sent_batch(std::as_bytes(std::span{bytes}), codec);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->events.size(), 1U);
}

TEST(sent_batch, what_cannot_be_attributed_is_an_error) {
  v1::EventBatch batch;
  add(batch, 1, somewhere);
  EXPECT_EQ(decode(batch).error(), event_error::bad_name);
  batch.set_source(std::string(1'000, 'a'));
  EXPECT_EQ(decode(batch).error(), event_error::bad_name);
  batch.set_source("cad");
  event_codec codec;
  const std::string bytes = batch.SerializeAsString();
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    const auto decoded = decode_sent_batch(std::as_bytes(std::span{bytes}).first(size), codec);
    EXPECT_TRUE(!decoded || (size == 5 && decoded->events.empty())) << size;
  }
}

TEST(sent_batch, its_size_is_bounded) {
  v1::EventBatch batch;
  batch.set_source("cad");
  for (std::size_t i = 0; i <= sent_batch_events_max; ++i) {
    batch.add_events();
  }
  EXPECT_EQ(decode(batch).error(), event_error::too_many);
  batch.clear_events();
  batch.add_events()->set_source(std::string(sent_batch_bytes_max, 'a'));
  EXPECT_EQ(decode(batch).error(), event_error::too_many);
}

}  // namespace
}  // namespace beatwatch
