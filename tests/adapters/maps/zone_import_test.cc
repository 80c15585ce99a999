#include "adapters/maps/zone_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include "adapters/maps/gzip_text.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

const local_plane leicestershire{
    {.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0}};

std::filesystem::path file_of(const std::string& text) {
  const std::filesystem::path file =
      folder_of_this_run() /
      (std::string{testing::UnitTest::GetInstance()->current_test_info()->name()} + ".geojson");
  std::ofstream{file, std::ios::binary} << text;
  return file;
}

std::string collection(const std::string& features) {
  return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

std::string feature(const std::string& properties, const std::string& coordinates) {
  return R"({"type":"Feature","properties":{)" + properties +
         R"(},"geometry":{"type":"Polygon","coordinates":)" + coordinates + "}}";
}

const std::string square =
    "[[[-1.13,52.65],[-1.12,52.65],[-1.12,52.66],[-1.13,52.66],[-1.13,52.65]]]";
const std::string bow_tie =
    "[[[-1.13,52.65],[-1.12,52.66],[-1.12,52.65],[-1.13,52.66],[-1.13,52.65]]]";

zone_import import(const std::string& text, const zone_properties& properties = {}) {
  return import_zones({.path = file_of(text)}, properties, leicestershire);
}

auto finding(const std::string& feature,
             const std::string& pointer,
             const std::string& reason,
             bool left_out) {
  return AllOf(Field(&zone_finding::feature, feature),
               Field(&zone_finding::pointer, pointer),
               Field(&zone_finding::reason, HasSubstr(reason)),
               Field(&zone_finding::left_out, left_out));
}

TEST(zone_import, reads_name_kind_levels_and_red_windows) {
  const zone_import read = import(
      collection(feature(R"("code":"NC-01","what":"red_zone","lpu":"North West Leicestershire",)"
                         R"("nbh":7,"red":"Fr-Sa 21:00-03:00")",
                         square)),
      {.name = "code", .kind = "what", .red_windows = "red", .levels = {{"lpu", "nbh"}}});
  EXPECT_THAT(read.findings, IsEmpty());
  ASSERT_THAT(read.zones->zones, SizeIs(1));
  const zone& zone = read.zones->zones.front();
  EXPECT_EQ(zone.name, "NC-01");
  EXPECT_EQ(zone.kind, "red_zone");
  EXPECT_THAT(zone.levels, ElementsAre(ElementsAre("North_West_Leicestershire", "7")));
  EXPECT_EQ(zone.red_windows,
            (std::vector<red_window>{
                {.days = 0b011'0000, .start_minute = 21 * 60, .end_minute = 3 * 60}}));
  EXPECT_TRUE(zone.shape.contains({10'000, 10'000}));
  EXPECT_FALSE(zone.shape.contains({-1, 10'000}));
}

std::string line_feature(const std::string& properties, const std::string& geometry) {
  return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" + geometry + "}";
}

TEST(zone_import, reads_lines_of_the_kind_gate_as_gates_in_their_own_direction) {
  const std::string north =
      R"({"type":"LineString","coordinates":[[-1.13,52.65],[-1.13,52.66],[-1.12,52.66]]})";
  const std::string two =
      R"({"type":"MultiLineString","coordinates":[[[-1.13,52.65],[-1.13,52.66]],[[-1,52],[-1,53]]]})";
  const zone_import read = import(
      collection(line_feature(R"("name":"BRIDGE","kind":"gate","width":9,"lpu":"north")", north) +
                 "," + line_feature(R"("name":"STREET","kind":"street","width":9)", north) + "," +
                 line_feature(R"("name":"TWO","kind":"gate")", two) + "," +
                 line_feature(R"("name":"BRIDGE","kind":"gate")", north)),
      {.kind = "kind", .half_width = "width", .levels = {{"lpu"}}});
  ASSERT_THAT(read.zones->gates, SizeIs(1));
  const gate_line& gate = read.zones->gates.front();
  EXPECT_EQ(gate.name, "BRIDGE");
  EXPECT_THAT(gate.levels, ElementsAre(ElementsAre("north")));
  ASSERT_THAT(gate.line, SizeIs(3));
  EXPECT_EQ(gate.line.front(),
            *leicestershire.project({.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}));
  ASSERT_THAT(read.zones->zones, SizeIs(1));
  EXPECT_EQ(read.zones->zones.front().name, "STREET");
  EXPECT_THAT(read.findings,
              testing::Contains(finding("TWO", "/features/2/geometry", "one line", true)));
  EXPECT_THAT(read.findings,
              testing::Contains(Field(&zone_finding::reason, HasSubstr("earlier feature"))));
}

TEST(zone_import, gives_equal_hashes_to_equal_zones_however_they_are_written) {
  const std::string a = feature(R"("name":"a")", square);
  const std::string b = feature(R"("name":"b")", square);
  const std::string turned = feature(
      R"("name":"a")", "[[[-1.12,52.66],[-1.12,52.65],[-1.13,52.65],[-1.13,52.66],[-1.12,52.66]]]");
  const std::string hash = import(collection(a + "," + b)).zones->hash;
  EXPECT_THAT(hash, testing::MatchesRegex("[0-9a-f]{64}"));
  EXPECT_EQ(import(collection(b + "," + turned)).zones->hash, hash);
  EXPECT_NE(import(collection(a)).zones->hash, hash);
  EXPECT_NE(import(collection(a + "," + feature(R"("name":"b")", bow_tie))).zones->hash, hash);
  EXPECT_NE(import(collection(a + "," + b), {.kind = "name"}).zones->hash, hash);
}

TEST(zone_import, reads_gzip_too) {
  const std::filesystem::path file = folder_of_this_run() / "reads_gzip_too.geojson.gz";
  const std::string text = collection(feature(R"("name":"a")", square));
  gzFile opened = gzopen(file.c_str(), "wb");
  ASSERT_EQ(gzwrite(opened, text.data(), static_cast<unsigned>(text.size())),
            static_cast<int>(text.size()));
  gzclose(opened);
  EXPECT_THAT(import_zones({.path = file}, {}, leicestershire).zones->zones, SizeIs(1));
}

TEST(zone_import, repairs_an_invalid_polygon_and_reports_where) {
  const zone_import read = import(collection(feature(R"("name":"a")", bow_tie)));
  EXPECT_THAT(read.findings,
              ElementsAre(finding("a", "/features/0/geometry", "Self-intersection at", false)));
  EXPECT_THAT(read.findings.front().reason, HasSubstr("latitude 52.65"));
  ASSERT_THAT(read.zones->zones, SizeIs(1));
  EXPECT_EQ(read.zones->zones.front().shape.ring_count(), 2U);
}

TEST(zone_import, leaves_out_what_has_no_area) {
  const zone_import read = import(collection(
      feature(R"("name":"line")", "[[[-1.13,52.65],[-1.12,52.65],[-1.13,52.65]]]") + "," +
      R"({"type":"Feature","properties":{"name":"point"},)"
      R"("geometry":{"type":"Point","coordinates":[-1.13,52.65]}})" +
      "," + R"({"type":"Feature","properties":{"name":"none"},"geometry":null})"));
  EXPECT_THAT(read.zones->zones, IsEmpty());
  EXPECT_THAT(read.findings,
              ElementsAre(finding("line", "/features/0/geometry/coordinates/0", "fewer", false),
                          finding("line", "/features/0/geometry", "no area", true),
                          finding("point", "/features/1/geometry", "Polygon", true),
                          finding("none", "/features/2/geometry", "Polygon", true)));
}

TEST(zone_import, closes_an_open_ring_and_drops_a_hole_without_area) {
  const zone_import read =
      import(collection(feature(R"("name":"a")",
                                "[[[-1.13,52.65],[-1.12,52.65],[-1.12,52.66],[-1.13,52.66]],"
                                "[[-1.125,52.655],[-1.125,52.655],[-1.125,52.655]]]")));
  EXPECT_THAT(
      read.findings,
      ElementsAre(finding("a", "/features/0/geometry/coordinates/0", "ring not closed", false),
                  finding("a", "/features/0/geometry/coordinates/1", "fewer", false)));
  ASSERT_THAT(read.zones->zones, SizeIs(1));
  EXPECT_EQ(read.zones->zones.front().shape.ring(0).size(), 4U);
}

TEST(zone_import, names_the_position_that_cannot_be_used) {
  EXPECT_THAT(
      import(collection(feature(R"("name":"a")", R"([[[-1.13,52.65],[-1.12,"x"]]])"))).findings,
      ElementsAre(finding("a", "/features/0/geometry/coordinates/0/1", "longitude", true)));
  EXPECT_THAT(
      import(collection(feature(R"("name":"a")", "[[[-1.13,52.65],[191.0,2.0]]]"))).findings,
      ElementsAre(finding("a", "/features/0/geometry/coordinates/0/1", "longitude", true)));
  EXPECT_THAT(import(collection(feature(R"("name":"a")", "[[[101.0,52.65]]]"))).findings,
              ElementsAre(finding("a", "/features/0/geometry/coordinates/0/0", "too far", true)));
  EXPECT_THAT(import(collection(feature(R"("name":"a")", "[[[]]]"))).findings,
              ElementsAre(finding("a", "/features/0/geometry/coordinates/0/0", "longitude", true)));
  EXPECT_THAT(import(collection(feature(R"("name":"a")", "7"))).findings,
              ElementsAre(finding("a", "/features/0/geometry/coordinates", "rings", true)));
}

TEST(zone_import, leaves_out_features_without_a_usable_name) {
  const zone_import read = import(
      collection(feature(R"("name":"a b")", square) + "," + feature(R"("name":null)", square) +
                 "," + feature(R"("name":")" + std::string(65, 'x') + '"', square) + "," +
                 feature(R"("name":"a")", square) + "," + feature(R"("name":"a")", square) +
                 R"(,7,{"type":"Feature","id":"q"})"));
  EXPECT_THAT(read.zones->zones, SizeIs(1));
  EXPECT_THAT(
      read.findings,
      ElementsAre(finding("a b", "/features/0/properties/name", "1 to 64", true),
                  finding("#1", "/features/1/properties/name", "1 to 64", true),
                  finding(std::string(65, 'x'), "/features/2/properties/name", "1 to 64", true),
                  finding("a", "/features/4/properties/name", "earlier", true),
                  finding("#5", "/features/5", "Feature", true),
                  finding("q", "/features/6/properties/name", "1 to 64", true)));
}

TEST(zone_import, keeps_a_zone_whose_level_or_red_window_cannot_be_read) {
  const zone_import read =
      import(collection(feature(R"("name":"a","lpu":"x","red":"Fr 25:00-26:00")", square)),
             {.red_windows = "red", .levels = {{"lpu", "a/b"}}});
  EXPECT_THAT(read.findings,
              ElementsAre(finding("a", "/features/0/properties/a~1b", "level", false),
                          finding("a", "/features/0/properties/red", "column 4", false)));
  ASSERT_THAT(read.zones->zones, SizeIs(1));
  EXPECT_THAT(read.zones->zones.front().levels, ElementsAre(ElementsAre("x")));
}

struct bad_file {
  std::string text;
  std::string says;
  friend void PrintTo(const bad_file& file, std::ostream* out) { *out << file.says; }
};

class zone_import_refuses : public testing::TestWithParam<bad_file> {};

TEST_P(zone_import_refuses, what_is_no_feature_collection) {
  const auto file = folder_of_this_run() / "refused.geojson";
  std::ofstream{file, std::ios::binary} << GetParam().text;
  try {
    import_zones({.path = file}, {}, leicestershire);
    FAIL() << GetParam().text;
  } catch (const map_file_error& error) {
    EXPECT_THAT(error.what(), StartsWith(file.string() + ": "));
    EXPECT_THAT(error.what(), HasSubstr(GetParam().says));
  }
}

INSTANTIATE_TEST_SUITE_P(
    files,
    zone_import_refuses,
    testing::Values(bad_file{"", "expected JSON"},
                    bad_file{R"({"type":"FeatureCollection","features":[)",
                             "byte 41: expected JSON"},
                    bad_file{"code,name\n1,a\n", "expected JSON"},
                    bad_file{"[]", "/type"},
                    bad_file{R"({"type":5})", "/type"},
                    bad_file{R"({"type":"Feature"})", "/type"},
                    bad_file{R"({"type":"FeatureCollection"})", "/features"},
                    bad_file{R"({"type":"FeatureCollection","features":{}})", "/features"},
                    bad_file{R"({"type":"FeatureCollection","crs":{"type":"name","properties":)"
                             R"({"name":"urn:ogc:def:crs:EPSG::1"}},"features":[]})",
                             "PROJ knows"},
                    bad_file{"\x1f\x8b\x08 cut short", "cannot be read"}));

TEST(zone_import, names_a_file_that_is_not_there) {
  EXPECT_THAT([] { import_zones({.path = "/nowhere/zones.geojson"}, {}, leicestershire); },
              testing::ThrowsMessage<map_file_error>(
                  AllOf(StartsWith("/nowhere/zones.geojson: "), HasSubstr("No such file"))));
}

TEST(zone_import, survives_deep_nesting) {
  EXPECT_THROW(import(std::string(1'000'000, '[')), map_file_error);
  EXPECT_THROW(import(std::string(1'000'000, '[') + std::string(1'000'000, ']')), map_file_error);
}

class police_area : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(folder_)) {
      GTEST_SKIP() << "no data in " << folder_;
    }
  }
  const std::filesystem::path folder_ =
      std::filesystem::path{BEATWATCH_SHARED_DIR} / "data/leicestershire-police-area";
};

TEST_F(police_area, reads_every_lower_layer_super_output_area) {
  const zone_import read = import_zones({.path = folder_ / "lsoa_leicestershire.geojson.gz"},
                                        {.name = "code", .levels = {{"lad_name"}}},
                                        leicestershire);
  EXPECT_THAT(read.zones->zones, SizeIs(611));
  EXPECT_THAT(read.findings, SizeIs(4)) << "as the README of the data says";
  for (const zone_finding& found : read.findings) {
    EXPECT_FALSE(found.left_out) << found.feature << found.reason;
    EXPECT_THAT(found.reason, HasSubstr("repaired"));
  }
}

TEST_F(police_area, repairs_and_reports_the_invalid_output_areas_of_rutland) {
  const zone_import read =
      import_zones({.path = folder_ / "output_areas_leicestershire.geojson.gz"},
                   {.name = "code", .levels = {{"lad_name", "lsoa_code"}}},
                   leicestershire);
  const auto in_rutland = [&](const std::string& name) {
    const auto zone = read.zones->find(name);
    return !zone || read.zones->zones[*zone].levels.front().front() == "Rutland";
  };
  EXPECT_THAT(read.findings, SizeIs(10)) << "as the README of the data says";
  EXPECT_EQ(std::count_if(read.findings.begin(),
                          read.findings.end(),
                          [&](const zone_finding& found) { return in_rutland(found.feature); }),
            2);
  const auto left_out = std::count_if(read.findings.begin(),
                                      read.findings.end(),
                                      [](const zone_finding& found) { return found.left_out; });
  EXPECT_EQ(static_cast<std::ptrdiff_t>(read.zones->zones.size()) + left_out, 3170);
}

}  // namespace
}  // namespace beatwatch
