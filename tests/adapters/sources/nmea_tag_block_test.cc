#include "adapters/sources/nmea_tag_block.h"

#include <gtest/gtest.h>

#include "tests/adapters/sources/nmea_sentence.h"

namespace beatwatch {
namespace {

std::string label_of(const std::string& line) {
  const auto decoded = decode_tag_block(line);
  return decoded ? "decoded" : std::string{to_string(decoded.error())};
}

TEST(nmea_tag_block, gives_source_time_and_the_sentence_behind_it) {
  const std::string line = nmea_tag("s:CAR-12,c:1780000000,g:1-2-3") + "$GPRMC";
  const auto decoded = decode_tag_block(line);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->source, "CAR-12");
  EXPECT_EQ(decoded->time, ms_to_instant(1'780'000'000'000));
  EXPECT_EQ(decoded->sentence, "$GPRMC");
}

TEST(nmea_tag_block, takes_a_large_time_for_milliseconds) {
  EXPECT_EQ(decode_tag_block(nmea_tag("c:1780000000250"))->time, ms_to_instant(1'780'000'000'250));
}

TEST(nmea_tag_block, is_absent_from_a_line_that_starts_otherwise) {
  const auto decoded = decode_tag_block("$GPRMC\\");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->source, "");
  EXPECT_FALSE(decoded->time);
  EXPECT_EQ(decoded->sentence, "$GPRMC\\");
  EXPECT_TRUE(decode_tag_block(""));
}

TEST(nmea_tag_block, agrees_with_a_block_from_the_field) {
  // From the AIVDM page of gpsd.
  EXPECT_EQ(label_of("\\g:1-2-73874,n:157036,s:r003669945,c:1241544035*4A\\$X"), "decoded");
}

TEST(nmea_tag_block, names_the_first_fault) {
  EXPECT_EQ(label_of("\\"), "tag_not_closed");
  EXPECT_EQ(label_of("\\s:x*00"), "tag_not_closed");
  EXPECT_EQ(label_of("\\" + std::string(nmea_tag_block_max, 'x') + "\\"), "tag_not_closed");
  EXPECT_EQ(label_of("\\s:\x01*00\\"), "tag_bad_character");
  EXPECT_EQ(label_of("\\\\"), "tag_missing_checksum");
  EXPECT_EQ(label_of("\\s:x\\$GPRMC"), "tag_missing_checksum");
  EXPECT_EQ(label_of("\\s:x*1\\"), "tag_bad_checksum_field");
  EXPECT_EQ(label_of("\\s:x*00\\"), "tag_checksum_mismatch");
  EXPECT_EQ(label_of(nmea_tag("")), "tag_bad_field");
  EXPECT_EQ(label_of(nmea_tag("s:")), "tag_bad_field");
  EXPECT_EQ(label_of(nmea_tag("s=x")), "tag_bad_field");
  EXPECT_EQ(label_of(nmea_tag("s:x,")), "tag_bad_field");
  EXPECT_EQ(label_of(nmea_tag("s:x,s:x")), "tag_bad_field");
  EXPECT_EQ(label_of(nmea_tag("c:1,c:1")), "tag_bad_field");
  for (const std::string bad : {"c:x", "c:-1", "c:1.5", "c:12345678901234"}) {
    EXPECT_EQ(label_of(nmea_tag(bad)), "tag_bad_time") << bad;
  }
}

}  // namespace
}  // namespace beatwatch
