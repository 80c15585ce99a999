#include "adapters/sources/intake_counts.h"

#include <gtest/gtest.h>

#include <set>

#include "adapters/sources/nmea_frame.h"
#include "adapters/sources/nmea_tag_block.h"

namespace beatwatch {
namespace {

TEST(intake_counts, hands_out_what_is_new_since_the_last_time) {
  intake_counts counts;
  EXPECT_TRUE(counts.take_new().empty());
  counts.count(intake_reason::no_fix, "10.0.0.7", "$GPRMC", instant{});
  counts.count(intake_reason::lost, 5);
  counts.count(intake_reason::lost, 2);
  auto taken = counts.take_new();
  ASSERT_EQ(taken.size(), 2);
  EXPECT_EQ(taken[0].reason, "no_fix");
  EXPECT_EQ(taken[0].count, 1);
  EXPECT_EQ(taken[1].reason, "lost");
  EXPECT_EQ(taken[1].count, 7);
  EXPECT_TRUE(counts.take_new().empty());
  counts.count(intake_reason::lost, 1);
  taken = counts.take_new();
  ASSERT_EQ(taken.size(), 1);
  EXPECT_EQ(taken[0].count, 1);
  EXPECT_EQ(counts.total(intake_reason::lost), 8);
}

TEST(intake_counts, keeps_the_first_records_of_a_reason_cut_to_size) {
  intake_counts counts;
  for (int i = 0; i < 100; ++i) {
    counts.count(intake_reason::bad_time,
                 "peer",
                 std::to_string(i) + std::string(1'000, 'x'),
                 ms_to_instant(i));
  }
  const auto samples = counts.samples(intake_reason::bad_time);
  ASSERT_EQ(samples.size(), intake_counts::samples_max);
  EXPECT_EQ(samples[0].record.size(), intake_counts::sample_bytes_max);
  EXPECT_EQ(samples[7].record.front(), '7');
  EXPECT_EQ(samples[7].received_at, ms_to_instant(7));
  EXPECT_EQ(samples[7].origin, "peer");
  EXPECT_TRUE(counts.samples(intake_reason::bad_date).empty());
}

TEST(intake_reason, has_a_label_of_its_own_that_decoders_share) {
  std::set<std::string_view> labels;
  for (std::size_t i = 0; i < intake_reason_count; ++i) {
    labels.insert(to_string(static_cast<intake_reason>(i)));
  }
  EXPECT_EQ(labels.size(), intake_reason_count);
  for (std::size_t i = 0; i < nmea_error_count; ++i) {
    EXPECT_EQ(to_string(static_cast<intake_reason>(i)), to_string(static_cast<nmea_error>(i)));
  }
  for (std::size_t i = 0; i < nmea_tag_error_count; ++i) {
    EXPECT_EQ(to_string(static_cast<intake_reason>(nmea_error_count + i)),
              to_string(static_cast<nmea_tag_error>(i)));
  }
}

}  // namespace
}  // namespace beatwatch
