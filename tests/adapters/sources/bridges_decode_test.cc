#include <gtest/gtest.h>

#include <string>

#include "adapters/sources/cot_decode.h"
#include "adapters/sources/gpx_decode.h"
#include "adapters/sources/gtfs_rt_decode.h"
#include "adapters/sources/owntracks_decode.h"

namespace beatwatch {
namespace {

std::string cot(const std::string& version, const std::string& detail) {
  const std::string time = "2026-06-15T14:15:30Z";
  return "<event version='" + version + "' uid='u' type='a' how='m-g' time='" + time + "' start='" +
         time + "' stale='" + time + "'><point lat='1' lon='2' hae='3' ce='4' le='5'/><detail>" +
         detail + "</detail></event>";
}

template <typename Decoded>
std::string error_of(const Decoded& decoded) {
  return decoded ? "" : std::string{to_string(decoded.error())};
}

TEST(cot_decode, bounds_depth_and_size) {
  const auto nested = [](int depth) {
    std::string open;
    std::string close;
    for (int i = 0; i < depth; ++i) {
      open += "<a>";
      close += "</a>";
    }
    return open + close;
  };
  EXPECT_EQ(error_of(decode_cot(cot("2.0", nested(30)))), "");
  EXPECT_EQ(error_of(decode_cot(cot("2.0", nested(31)))), "bad_xml");
  EXPECT_EQ(error_of(decode_cot(cot("2.0", std::string(cot_size_max, ' ')))), "bad_xml");
}

TEST(cot_decode, reads_only_the_point_and_details_of_the_event_itself) {
  const auto event = decode_cot(
      cot("2.0",
          "<link><contact callsign='X'/><point lat='50' lon='50'/></link><contact callsign='Y'/>"));
  ASSERT_TRUE(event);
  EXPECT_EQ(event->callsign, "Y");
  EXPECT_EQ(event->at, (position{.lat_e7 = 10'000'000, .lon_e7 = 20'000'000}));
}

TEST(cot_decode, knows_versions_and_the_end_of_an_emergency) {
  EXPECT_EQ(error_of(decode_cot(cot("1.9", ""))), "unsupported_version");
  EXPECT_EQ(error_of(decode_cot(cot("two", ""))), "unsupported_version");
  EXPECT_EQ(decode_cot(cot("2.0", "<emergency cancel='true'/>"))->emergency, false);
  EXPECT_EQ(decode_cot(cot("2.0", ""))->emergency, std::nullopt);
}

TEST(owntracks_decode, takes_nothing_for_a_number_that_is_none) {
  const auto with = [](const std::string& member) {
    return error_of(decode_owntracks(R"({"_type":"location","lat":1,"lon":2,)" + member + "}"));
  };
  EXPECT_EQ(with(R"("tst":1)"), "");
  EXPECT_EQ(with(R"("tst":"1")"), "bad_number");
  EXPECT_EQ(with(R"("tst":1e300)"), "bad_number");
  EXPECT_EQ(with(R"("tst":1,"acc":null)"), "bad_number");
  EXPECT_EQ(with(R"("tst":1,"vel":-1)"), "out_of_range");
  EXPECT_EQ(with(R"("tst":1,"cog":361)"), "out_of_range");
  EXPECT_EQ(error_of(decode_owntracks("[]")), "not_a_location");
  EXPECT_EQ(error_of(decode_owntracks(R"({"_type":"location","lat":91,"lon":2,"tst":1})")),
            "out_of_range");
}

TEST(gpx_decode, reads_points_of_tracks_alone) {
  const std::string ns = "xmlns='http://www.topografix.com/GPX/1/1'";
  const auto points =
      decode_gpx("<gpx " + ns +
                 "><wpt lat='9' lon='9'/><rte><rtept lat='9' lon='9'/></rte>"
                 "<trk><trkseg><trkpt lat='1' lon='2'><extensions><time>never</time>"
                 "<trkpt/></extensions></trkpt></trkseg></trk></gpx>");
  ASSERT_TRUE(points);
  ASSERT_EQ(points->size(), 1U);
  EXPECT_EQ(points->front().at, (position{.lat_e7 = 10'000'000, .lon_e7 = 20'000'000}));
  EXPECT_EQ(error_of(decode_gpx("<gpx><trk/></gpx>")), "not_gpx_1_1");
  EXPECT_EQ(error_of(decode_gpx("<gpx " + ns + "/>")), "");
}

TEST(gpx_decode, names_the_first_point_with_a_fault) {
  const std::string start =
      "<gpx xmlns='http://www.topografix.com/GPX/1/1'><trk><trkseg><trkpt lat='1' lon='2'>";
  const std::string end = "</trkpt><trkpt lon='1'/></trkseg></trk></gpx>";
  EXPECT_EQ(error_of(decode_gpx(start + "<time>noon</time>" + end)), "bad_time");
  EXPECT_EQ(error_of(decode_gpx(start + "<ele>high</ele>" + end)), "bad_number");
  EXPECT_EQ(error_of(decode_gpx(start + end)), "missing_attribute");
}

TEST(gtfs_rt_decode, refuses_a_member_of_another_wire_type_and_passes_over_unknown_ones) {
  const auto decode = [](const std::string& octets) {
    return error_of(decode_gtfs_rt(std::as_bytes(std::span{octets})));
  };
  EXPECT_EQ(decode("\x0A\x03\x0A\x01"
                   "2"),
            "");
  EXPECT_EQ(decode("\x0A\x03\x0A\x01"
                   "2\x78\x01"),
            "");
  EXPECT_EQ(decode("\x08\x01"), "bad_wire_type");
  EXPECT_EQ(decode(""), "missing_field");
  EXPECT_EQ(decode(std::string(11, '\xFF')), "bad_varint");
  EXPECT_EQ(decode(std::string(9, '\xFF')), "truncated");
}

}  // namespace
}  // namespace beatwatch
