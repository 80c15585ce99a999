#include "adapters/journal/journal_codec.h"

#include <gtest/gtest.h>

#include <string>

#include "adapters/journal/event_to_wire.h"
#include "adapters/journal/ping_codec.h"
#include "adapters/journal/wire_to_event.h"
#include "beatwatch/v1/journal.pb.h"
#include "tests/support/event_fields.h"
#include "tests/support/random_event.h"

namespace beatwatch {
namespace {

std::span<const std::byte> span_of(const std::string& bytes) {
  return std::as_bytes(std::span{bytes});
}

/// What the generated code alone says.
expected<event, event_error> decode_by_generated_code(const std::string& bytes) {
  v1::Event message;
  event out;
  if (!message.ParseFromString(bytes)) {
    return unexpected{event_error::malformed};
  }
  if (const auto bad = wire_to_event(message, out)) {
    return unexpected{*bad};
  }
  if (const auto bad = fault_of(out)) {
    return unexpected{*bad};
  }
  return out;
}

std::string encode_by_generated_code(const event& e) {
  v1::Event message;
  event_to_wire(e, message);
  return message.SerializeAsString();
}

std::string batch_by_generated_code(const std::vector<event>& events) {
  v1::Batch batch;
  for (const event& e : events) {
    event_to_wire(e, *batch.add_events());
  }
  return batch.SerializeAsString();
}

const event a_ping_event{.received_at = ms_to_instant(1'700'000'000'500),
                         .source = "trackers",
                         .source_seq = 7,
                         .body = ping{.device = "GD41",
                                      .observed_at = ms_to_instant(1'700'000'000'000),
                                      .at = {.lat_e7 = 526'000'000, .lon_e7 = -11'000'000}}};

/// A valid ping as a message, for a test to spoil.
v1::Event message_of(const event& e) {
  v1::Event message;
  event_to_wire(e, message);
  return message;
}

event_error error_of(const v1::Event& message) {
  event_codec codec;
  const auto decoded = codec.decode(span_of(message.SerializeAsString()));
  EXPECT_FALSE(decoded);
  return decoded.error();
}

class journal_codec : public testing::TestWithParam<std::uint64_t> {};

TEST_P(journal_codec, gives_back_what_was_encoded) {
  random_events random{GetParam()};
  event_codec codec;
  for (int i = 0; i < 2'000; ++i) {
    const event before = random.any();
    ASSERT_EQ(fault_of(before), std::nullopt);
    std::vector<std::byte> batch;
    codec.append(before, batch);
    const auto after = codec.decode_batch(batch, 1);
    ASSERT_TRUE(after);
    ASSERT_EQ(after->size(), 1U);
    ASSERT_EQ(bytes_of(after->front()), bytes_of(before));
  }
}

TEST_P(journal_codec, writes_the_bytes_of_the_generated_code) {
  random_events random{GetParam()};
  event_codec codec;
  const auto events = random.batch(300, earliest_instant);
  std::vector<std::byte> batch;
  for (const event& e : events) {
    codec.append(e, batch);
  }
  const std::string expected_bytes = batch_by_generated_code(events);
  ASSERT_EQ(batch.size(), expected_bytes.size());
  EXPECT_TRUE(std::ranges::equal(batch, span_of(expected_bytes)));
}

TEST_P(journal_codec, agrees_with_the_generated_code_on_damaged_bytes) {
  random_events random{GetParam()};
  event_codec codec;
  int usable = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = encode_by_generated_code(random.any());
    for (std::uint64_t n = random.below(4); n > 0 && !bytes.empty(); --n) {
      const std::size_t at = random.below(bytes.size());
      switch (random.below(4)) {
        case 0:
          bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
          break;
        case 1:
          bytes.resize(at);
          break;
        case 2:
          bytes.insert(at, 1, static_cast<char>(random.below(256)));
          break;
        default:
          bytes.append(bytes.substr(at));
          break;
      }
    }
    const auto by_hand = codec.decode(span_of(bytes));
    const auto by_generated_code = decode_by_generated_code(bytes);
    ASSERT_EQ(by_hand.has_value(), by_generated_code.has_value());
    if (by_hand) {
      ++usable;
      ASSERT_EQ(bytes_of(*by_hand), bytes_of(*by_generated_code));
    } else {
      ASSERT_EQ(by_hand.error(), by_generated_code.error());
    }
  }
  EXPECT_GT(usable, 5'000);
}

INSTANTIATE_TEST_SUITE_P(seeds, journal_codec, testing::Range<std::uint64_t>(1, 6));

TEST(journal_codec_fast_path, takes_every_ping_that_it_wrote) {
  random_events random{1};
  for (int i = 0; i < 2'000; ++i) {
    const event before = random.any_ping();
    const std::string bytes = encode_by_generated_code(before);
    event after;
    ASSERT_TRUE(decode_ping_event(span_of(bytes), after));
    ASSERT_EQ(bytes_of(after), bytes_of(before));
  }
}

TEST(journal_codec_bounds, a_ping_needs_both_coordinates) {
  auto message = message_of(a_ping_event);
  message.mutable_ping()->clear_lon_e7();
  EXPECT_EQ(error_of(message), event_error::bad_position);
}

TEST(journal_codec_bounds, zero_is_a_coordinate) {
  auto message = message_of(a_ping_event);
  message.mutable_ping()->set_lat_e7(0);
  message.mutable_ping()->set_lon_e7(0);
  event_codec codec;
  EXPECT_TRUE(codec.decode(span_of(message.SerializeAsString())));
}

TEST(journal_codec_bounds, a_place_off_the_globe_is_refused) {
  auto message = message_of(a_ping_event);
  message.mutable_ping()->set_lat_e7(900'000'001);
  EXPECT_EQ(error_of(message), event_error::bad_position);
}

TEST(journal_codec_bounds, a_time_outside_the_century_is_refused) {
  auto message = message_of(a_ping_event);
  message.mutable_ping()->set_observed_at_ms(946'684'799'999);
  EXPECT_EQ(error_of(message), event_error::bad_time);
  message.mutable_ping()->set_observed_at_ms(4'102'444'800'001);
  EXPECT_EQ(error_of(message), event_error::bad_time);
  message = message_of(a_ping_event);
  message.clear_received_at_ms();
  EXPECT_EQ(error_of(message), event_error::bad_time);
}

TEST(journal_codec_bounds, a_name_is_of_letters_digits_and_three_signs) {
  for (const std::string& name : {std::string{},
                                  std::string(65, 'a'),
                                  std::string{"a b"},
                                  std::string{"a/b"},
                                  std::string{"\xC3\xA4"},
                                  std::string{"a\0b", 3}}) {
    auto message = message_of(a_ping_event);
    message.mutable_ping()->set_device(name);
    EXPECT_EQ(error_of(message), event_error::bad_name) << name;
    message = message_of(a_ping_event);
    message.set_source(name);
    EXPECT_EQ(error_of(message), event_error::bad_name) << name;
  }
}

TEST(journal_codec_bounds, numbers_beyond_their_range_are_refused) {
  auto message = message_of(a_ping_event);
  message.mutable_ping()->set_accuracy_cm(10'000'001);
  EXPECT_EQ(error_of(message), event_error::out_of_range);
  message = message_of(a_ping_event);
  message.mutable_ping()->set_speed_cmps(15'001);
  EXPECT_EQ(error_of(message), event_error::out_of_range);
  message = message_of(a_ping_event);
  message.mutable_ping()->set_heading_cdeg(36'000);
  EXPECT_EQ(error_of(message), event_error::out_of_range);
  message.mutable_ping()->set_heading_cdeg(65'536 + 90);
  EXPECT_EQ(error_of(message), event_error::out_of_range);
}

TEST(journal_codec_bounds, an_enumerator_of_a_later_schema_is_refused) {
  auto message = message_of(a_ping_event);
  message.mutable_ping()->set_trigger(static_cast<v1::PingTrigger>(7));
  EXPECT_EQ(error_of(message), event_error::out_of_range);
  message.mutable_ping()->set_trigger(static_cast<v1::PingTrigger>(-1));
  EXPECT_EQ(error_of(message), event_error::out_of_range);
}

TEST(journal_codec_bounds, a_status_that_is_not_given_is_not_unknown) {
  v1::Event message =
      message_of({.received_at = earliest_instant,
                  .source = "cad",
                  .body = status_changed{"GD41", unit_status::unknown, earliest_instant, ""}});
  event_codec codec;
  EXPECT_TRUE(codec.decode(span_of(message.SerializeAsString())));
  message.mutable_status_changed()->clear_status();
  EXPECT_EQ(error_of(message), event_error::out_of_range);
}

TEST(journal_codec_bounds, an_event_without_body_is_refused) {
  auto message = message_of(a_ping_event);
  message.clear_body();
  EXPECT_EQ(error_of(message), event_error::no_body);
}

TEST(journal_codec_bounds, a_duty_ends_after_it_begins) {
  roster_entry entry{
      .unit = "GD41", .device = "trackers/7", .duty = {earliest_instant, earliest_instant}};
  EXPECT_EQ(
      error_of(message_of(
          {.received_at = earliest_instant, .source = "rota", .body = roster_changed{entry}})),
      event_error::bad_interval);
}

TEST(journal_codec_bounds, text_has_no_control_characters) {
  incident i{.name = "I-1", .type = "theft\nfrom shop", .opened_at = earliest_instant};
  EXPECT_EQ(error_of(message_of(
                {.received_at = earliest_instant, .source = "cad", .body = incident_changed{i}})),
            event_error::bad_text);
}

TEST(journal_codec_bounds, a_list_is_bounded) {
  incident i{.name = "I-1", .opened_at = earliest_instant};
  for (int n = 100; n < 165; ++n) {
    i.assigned.push_back("U" + std::to_string(n));
  }
  EXPECT_EQ(error_of(message_of(
                {.received_at = earliest_instant, .source = "cad", .body = incident_changed{i}})),
            event_error::too_many);
}

TEST(journal_codec_batch, names_the_event_that_is_not_usable) {
  auto spoilt = message_of(a_ping_event);
  spoilt.mutable_ping()->set_device("");
  v1::Batch batch;
  *batch.add_events() = message_of(a_ping_event);
  *batch.add_events() = spoilt;
  event_codec codec;
  const auto decoded = codec.decode_batch(span_of(batch.SerializeAsString()), 10);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().index, 1U);
  EXPECT_EQ(decoded.error().error, event_error::bad_name);
}

TEST(journal_codec_batch, holds_no_more_events_than_were_counted) {
  event_codec codec;
  std::vector<std::byte> batch;
  codec.append(a_ping_event, batch);
  codec.append(a_ping_event, batch);
  EXPECT_TRUE(codec.decode_batch(batch, 2));
  const auto decoded = codec.decode_batch(batch, 1);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().error, event_error::too_many);
}

}  // namespace
}  // namespace beatwatch
