#include "replay/bridge_files.h"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>

#include "adapters/sources/cot_source.h"
#include "adapters/sources/http_framer.h"
#include "adapters/sources/owntracks_source.h"
#include "adapters/sources/rfc3339.h"
#include "replay/bridge_encode.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

const instant noon = parse_rfc3339("2026-06-15T12:00:00Z").value();

std::vector<ping> gpx_of(const std::string& points) {
  const temporary_folder folder;
  const auto file = folder / "PC 1.gpx";
  std::ofstream(file)
      << R"(<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">)"
      << "<trk><trkseg>" << points << "</trkseg></trk></gpx>";
  return read_gpx(file);
}

TEST(gpx_file, gives_the_points_that_have_a_time_and_a_fix) {
  testing::internal::CaptureStderr();
  const std::vector<ping> pings = gpx_of(
      R"(<trkpt lat="52.65" lon="-1.13"><time>2026-06-15T12:00:00Z</time><hdop>1.2</hdop></trkpt>)"
      R"(<trkpt lat="52.66" lon="-1.13"/>)"
      R"(<trkpt lat="52.67" lon="-1.13"><time>2026-06-15T12:00:10Z</time><fix>none</fix></trkpt>)"
      R"(<trkpt lat="52.68" lon="-1.13"><time>2026-06-15T14:00:20+02:00</time></trkpt>)");
  const std::string told = testing::internal::GetCapturedStderr();
  EXPECT_NE(told.find("PC 1.gpx: 1 points not sent: no fix\n"), std::string::npos) << told;
  EXPECT_NE(told.find("PC 1.gpx: 1 points not sent: no time\n"), std::string::npos) << told;
  ASSERT_EQ(pings.size(), 2U);
  EXPECT_EQ(pings[0].device, "PC-1");
  EXPECT_EQ(pings[0].observed_at, noon);
  EXPECT_EQ(pings[0].accuracy_cm, 600U);
  EXPECT_EQ(pings[1].at.lat_e7, 526'800'000);
  EXPECT_EQ(pings[1].observed_at, noon + std::chrono::seconds{20});
}

TEST(gpx_file, that_is_none_is_refused_by_name) {
  EXPECT_THROW(read_gpx("nowhere.gpx"), std::runtime_error);
  try {
    gpx_of("<trkpt/>");
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string{error.what()}.find("PC 1.gpx: missing_attribute"), std::string::npos);
  }
}

TEST(gtfs_rt_file, gives_its_vehicles) {
  const temporary_folder folder;
  const auto file = folder / "feed.pb";
  // header: version "2.0", time 1,781,524,800; one vehicle "bus-7" at 52.5, -1.5, 10 m/s to 90
  // degrees
  const std::string feed{
      "\x0A\x0B\x0A\x03"
      "2.0\x18\xC0\xD2\xBF\xD1\x06"
      "\x12\x24\x0A\x01"
      "1\x22\x1F\x12\x14\x0D\x00\x00\x52\x42\x15\x00\x00\xC0\xBF"
      "\x1D\x00\x00\xB4\x42\x2D\x00\x00\x20\x41\x42\x07\x0A\x05"
      "bus-7",
      51};
  std::ofstream(file, std::ios::binary) << feed;
  const std::vector<ping> pings = read_gtfs_rt(file);
  ASSERT_EQ(pings.size(), 1U);
  EXPECT_EQ(pings[0].device, "bus-7");
  EXPECT_EQ(pings[0].observed_at, ms_to_instant(1'781'524'800'000)) << "of the feed";
  EXPECT_EQ(pings[0].at, (position{.lat_e7 = 525'000'000, .lon_e7 = -15'000'000}));
  EXPECT_EQ(pings[0].speed_cmps, 1'000U);
  EXPECT_EQ(pings[0].heading_cdeg, 9'000U);
}

ping some_ping() {
  return {.device = "PC-1",
          .observed_at = noon,
          .at = {.lat_e7 = 526'500'001, .lon_e7 = -11'300'003},
          .accuracy_cm = 1'200,
          .speed_cmps = 1'000,
          .heading_cdeg = 9'000,
          .trigger = ping_trigger::emergency};
}

TEST(encode_cot, gives_back_what_it_was_made_of) {
  cot_source source;
  std::vector<ping> pings;
  const std::string event = encode_cot(some_ping());
  const auto cut = cut_cot(event.substr(event.find("<event")));
  ASSERT_TRUE(cut && !cut->noise);
  source.take("10.0.0.7:5017", event, noon, pings);
  ASSERT_EQ(pings.size(), 1U);
  EXPECT_EQ(pings[0].device, "PC-1");
  EXPECT_EQ(pings[0].observed_at, noon);
  EXPECT_EQ(pings[0].at, some_ping().at);
  EXPECT_EQ(pings[0].accuracy_cm, 1'200U);
  EXPECT_EQ(pings[0].speed_cmps, 1'000U);
  EXPECT_EQ(pings[0].heading_cdeg, 9'000U);
  EXPECT_EQ(pings[0].trigger, ping_trigger::emergency);
}

TEST(encode_owntracks_post, gives_back_what_it_was_made_of) {
  http_framer framer{4'096};
  framer.append(encode_owntracks_post(some_ping()));
  const auto message = framer.next();
  ASSERT_TRUE(message && message->request);
  owntracks_source source;
  std::vector<ping> pings;
  source.take(read_basic(message->request->authorization).value().user,
              message->request->body,
              noon,
              pings);
  ASSERT_EQ(pings.size(), 1U);
  EXPECT_EQ(pings[0].device, "PC-1");
  EXPECT_EQ(pings[0].observed_at, noon);
  EXPECT_EQ(pings[0].at, some_ping().at);
  EXPECT_EQ(pings[0].accuracy_cm, 1'200U);
  EXPECT_EQ(pings[0].speed_cmps, 1'000U);
  EXPECT_EQ(pings[0].heading_cdeg, 9'000U);
}

}  // namespace
}  // namespace beatwatch
