#include "adapters/sources/nmea_json.h"

#include <gtest/gtest.h>

#include "tests/adapters/sources/nmea_sentence.h"

namespace beatwatch {
namespace {

TEST(nmea_json, has_every_member_of_an_rmc) {
  EXPECT_EQ(nmea_line_json(nmea_sentence(
                "GNRMC,130058.25,A,5327.0360,N,00214.4147,W,36,125.7,240226,0.2,W,A,C")),
            R"({"sentence":"RMC","talker":"GN","time_utc":"2026-02-24T13:00:58.250Z","status":"A",)"
            R"("lat_deg":53.4506,"lon_deg":-2.240245,"speed_mps":18.52,)"
            R"("course_deg":125.7,"mag_variation_deg":-0.2,"mode":"A","nav_status":"C",)"
            R"("position_valid":true})");
}

TEST(nmea_json, keeps_a_leap_second) {
  EXPECT_NE(nmea_line_json(nmea_sentence("GPRMC,235960,A,,,,,,,311216,,"))
                .find(R"("time_utc":"2016-12-31T23:59:60.000Z")"),
            std::string::npos);
}

TEST(nmea_json, has_no_time_utc_without_a_date) {
  EXPECT_NE(nmea_line_json(nmea_sentence("GPRMC,120000,A,,,,,,,,,")).find(R"("time_utc":null)"),
            std::string::npos);
}

TEST(nmea_json, adds_what_the_tag_block_says) {
  const std::string json = nmea_line_json(nmea_tag("s:CAR-12,c:1780000000") +
                                          nmea_sentence("GPVTG,,T,,M,0.0,N,0.0,K,A"));
  EXPECT_EQ(json,
            R"({"sentence":"VTG","talker":"GP","course_deg":null,"course_magnetic_deg":null,)"
            R"("speed_mps":0.0,"mode":"A","tag_source":"CAR-12",)"
            R"("tag_time_utc":"2026-05-28T20:26:40.000Z"})");
}

TEST(nmea_json, says_why_a_line_is_none) {
  EXPECT_EQ(nmea_line_json(""), R"({"error":"no_start_delimiter"})");
  EXPECT_EQ(nmea_line_json("\\s:x"), R"({"error":"tag_not_closed"})");
  EXPECT_EQ(nmea_line_json(nmea_tag("s:x")), R"({"error":"no_start_delimiter"})");
}

}  // namespace
}  // namespace beatwatch
