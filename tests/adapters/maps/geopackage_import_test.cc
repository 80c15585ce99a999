#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <proj.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "adapters/maps/gzip_text.h"
#include "adapters/maps/zone_import.h"
#include "tests/support/geopackage_writer.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const local_plane leicestershire{
    {.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0}};

const std::vector<xy_ring> with_hole{
    {{-1.13, 52.65}, {-1.12, 52.65}, {-1.12, 52.66}, {-1.13, 52.66}, {-1.13, 52.65}},
    {{-1.127, 52.653}, {-1.127, 52.657}, {-1.123, 52.657}, {-1.123, 52.653}, {-1.127, 52.653}}};

/// From degrees into another system, by PROJ alone.
class degrees_into {
 public:
  explicit degrees_into(int epsg)
      : context_(proj_context_create(), proj_context_destroy), turn_(nullptr, proj_destroy) {
    const std::unique_ptr<PJ, decltype(&proj_destroy)> raw{
        proj_create_crs_to_crs(
            context_.get(), "OGC:CRS84", ("EPSG:" + std::to_string(epsg)).c_str(), nullptr),
        proj_destroy};
    turn_.reset(proj_normalize_for_visualization(context_.get(), raw.get()));
  }
  xy operator()(xy degrees) const {
    const PJ_COORD out = proj_trans(turn_.get(), PJ_FWD, proj_coord(degrees[0], degrees[1], 0, 0));
    return {out.xy.x, out.xy.y};
  }
  std::vector<xy_ring> operator()(std::vector<xy_ring> rings) const {
    for (xy_ring& ring : rings) {
      for (xy& at : ring) {
        at = (*this)(at);
      }
    }
    return rings;
  }

 private:
  std::unique_ptr<PJ_CONTEXT, decltype(&proj_context_destroy)> context_;
  std::unique_ptr<PJ, decltype(&proj_destroy)> turn_;
};

std::string json_of(const std::vector<xy_ring>& rings) {
  std::string text = "[";
  for (const xy_ring& ring : rings) {
    text += text.size() > 1 ? ",[" : "[";
    for (const xy at : ring) {
      text += (text.back() == '[' ? "[" : ",[") + std::to_string(at[0]) + "," +
              std::to_string(at[1]) + "]";
    }
    text += "]";
  }
  return text + "]";
}

class geopackage_import : public testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path path() const { return folder_ / "beats.gpkg"; }
  [[nodiscard]] zone_import import(const zone_properties& properties = {.name = "code"}) const {
    return import_zones({.path = path()}, properties, leicestershire);
  }
  /// The same zone from GeoJSON, whose member "crs" is `crs`.
  [[nodiscard]] zone_import from_geojson(const std::vector<xy_ring>& rings,
                                         const std::string& crs) const {
    const auto file = folder_ / "beats.geojson";
    std::ofstream{file}
        << R"({"type":"FeatureCollection")"
        << (crs.empty() ? "" : R"(,"crs":{"type":"name","properties":{"name":")" + crs + R"("}})")
        << R"(,"features":[{"type":"Feature","properties":{"code":"A-01"},)"
        << R"("geometry":{"type":"Polygon","coordinates":)" << json_of(rings) << "}}]}";
    return import_zones({.path = file}, {.name = "code"}, leicestershire);
  }
  /// The message with which an import ends.
  [[nodiscard]] std::string refusal(const zone_file& file,
                                    const zone_properties& properties = {.name = "code"}) const {
    try {
      import_zones(file, properties, leicestershire);
    } catch (const map_file_error& error) {
      return error.what();
    }
    return "";
  }

  temporary_folder folder_;
};

double apart_mm(const area& a, const area& b) {
  double most = a.vertices().size() == b.vertices().size() ? 0.0 : HUGE_VAL;
  for (std::size_t i = 0; most < HUGE_VAL && i < a.vertices().size(); ++i) {
    most = std::max(most,
                    std::hypot(a.vertices()[i].x_mm - b.vertices()[i].x_mm,
                               a.vertices()[i].y_mm - b.vertices()[i].y_mm));
  }
  return most;
}

TEST_F(geopackage_import, gives_the_zones_of_geojson_in_any_reference_system) {
  const zone_import plain = from_geojson(with_hole, "");
  ASSERT_THAT(plain.zones->zones, SizeIs(1));
  for (const int epsg : {4326, 27700, 3857}) {
    std::filesystem::remove(path());
    {
      geopackage_writer file{path(), epsg};
      file.add(geometry_bytes{epsg}.polygon(degrees_into{epsg}(with_hole)), "'A-01'");
    }
    const zone_import read = import();
    EXPECT_THAT(read.findings, IsEmpty()) << epsg;
    ASSERT_THAT(read.zones->zones, SizeIs(1)) << epsg;
    // Positions are kept to 1e-7 degree, which is 11 mm.
    EXPECT_LE(apart_mm(read.zones->zones[0].shape, plain.zones->zones[0].shape), 16.0) << epsg;
    EXPECT_EQ(read.coordinates.empty(), epsg == 4326);
    if (epsg == 4326) {
      EXPECT_EQ(read.zones->hash, plain.zones->hash);
    }
  }
}

TEST_F(geopackage_import, takes_geojson_at_its_word_about_the_reference_system) {
  const auto grid = degrees_into{27700}(with_hole);
  const zone_import plain = from_geojson(with_hole, "urn:ogc:def:crs:OGC:1.3:CRS84");
  for (const std::string crs : {"urn:ogc:def:crs:EPSG::27700", "EPSG:27700"}) {
    const zone_import read = from_geojson(grid, crs);
    ASSERT_THAT(read.zones->zones, SizeIs(1));
    EXPECT_LE(apart_mm(read.zones->zones[0].shape, plain.zones->zones[0].shape), 16.0);
    EXPECT_THAT(read.coordinates, HasSubstr("British National Grid"));
  }
  EXPECT_THAT(from_geojson(grid, "").findings,
              ElementsAre(Field(&zone_finding::reason, HasSubstr("degrees of WGS 84"))));
}

TEST_F(geopackage_import, says_how_exact_the_national_grid_is_without_its_grid_of_corrections) {
  const zone_import read = from_geojson(degrees_into{27700}(with_hole), "EPSG:27700");
  EXPECT_THAT(read.coordinates, HasSubstr("within "));
  if (!std::filesystem::exists("/usr/share/proj/uk_os_OSTN15_NTv2_OSGBtoETRS.tif") &&
      !std::filesystem::exists("/usr/share/proj/OSTN15_NTv2_OSGBtoETRS.gsb")) {
    EXPECT_THAT(read.coordinates, HasSubstr("more exact with the grid"));
    EXPECT_THAT(read.coordinates, HasSubstr("OSTN15"));
  }
}

TEST_F(geopackage_import, reads_either_byte_order_heights_envelopes_and_several_parts) {
  {
    geopackage_writer file{path(), 4326};
    file.add(geometry_bytes{4326, false}.polygon(with_hole), "'big'");
    geometry_bytes high{4326};
    high.kind(1003).whole(1).whole(5);
    for (const xy at : with_hole[0]) {
      high.real(at[0]).real(at[1]).real(99.0);
    }
    file.add(high, "'high'");
    std::vector<std::byte> enveloped = geometry_bytes{4326}.bytes();
    enveloped[3] = std::byte{0x03};
    enveloped.resize(enveloped.size() + 32);
    const std::vector<std::byte> whole = geometry_bytes{4326}.polygon(with_hole).bytes();
    enveloped.insert(enveloped.end(), whole.begin() + 8, whole.end());
    file.add(enveloped, "'enveloped'");
    geometry_bytes several{4326};
    several.kind(6).whole(2).polygon({with_hole[0]});
    several.polygon({{{-1.10, 52.65}, {-1.09, 52.65}, {-1.09, 52.66}, {-1.10, 52.65}}});
    file.add(several, "'several'");
  }
  const zone_import read = import();
  EXPECT_THAT(read.findings, IsEmpty());
  ASSERT_THAT(read.zones->zones, SizeIs(4));
  const auto rings_of = [&](const char* name) {
    return read.zones->zones.at(*read.zones->find(name)).shape.ring_count();
  };
  EXPECT_EQ(rings_of("big"), 2U);
  EXPECT_EQ(rings_of("high"), 1U);
  EXPECT_EQ(rings_of("enveloped"), 2U);
  EXPECT_EQ(rings_of("several"), 2U);
}

TEST_F(geopackage_import, leaves_out_what_is_no_zone_and_says_where) {
  {
    geopackage_writer file{path(), 4326};
    file.add(geometry_bytes{4326}.kind(7).whole(0), "'collection'");
    file.add(geometry_bytes{27700}.polygon(with_hole), "'elsewhere'");
    file.add(geometry_bytes{4326}.polygon({{{-1.13, 52.65}, {500.0, 52.65}, {-1.12, 52.66}}}),
             "'nowhere'");
    file.execute("INSERT INTO beats VALUES(NULL, NULL, 'null')");
    file.add(geometry_bytes{4326}.kind(3).whole(0), "'nothing'");
    file.add(geometry_bytes{4326}.point({-1.13, 52.65}), "'point'");
    file.add(geometry_bytes{4326}.polygon(with_hole), "NULL");
    file.add(geometry_bytes{4326}.polygon({{{-1.13, 52.65}, {-1.12, 52.65}, {-1.12, 52.66}}}),
             "'open'");
    file.add(geometry_bytes{4326}.polygon(with_hole), "'open'");
  }
  const zone_import read = import();
  ASSERT_THAT(read.zones->zones, SizeIs(1));
  const auto finding = [](const char* pointer, const char* reason, bool left_out) {
    return AllOf(Field(&zone_finding::pointer, pointer),
                 Field(&zone_finding::reason, HasSubstr(reason)),
                 Field(&zone_finding::left_out, left_out));
  };
  EXPECT_THAT(read.findings,
              ElementsAre(finding("/beats/1/geom", "not kind 7", true),
                          finding("/beats/2/geom", "system 4326, as its layer has", true),
                          finding("/beats/3/geom", "degrees of WGS 84", true),
                          finding("/beats/4/geom", "no area", true),
                          finding("/beats/5/geom", "no area", true),
                          finding("/beats/6/geom", "radius of a point", true),
                          finding("/beats/7/code", "1 to 64", true),
                          finding("/beats/8/geom/17", "closed by its first", false),
                          finding("/beats/9/code", "earlier", true)));
}

TEST_F(geopackage_import, makes_zones_of_points_with_a_radius_and_of_streets) {
  {
    geopackage_writer file{path(), 4326, "code TEXT, radius, width"};
    file.add(geometry_bytes{4326}.point({-1.13, 52.65}), "'club', 50, NULL");
    file.add(geometry_bytes{4326}.line({{-1.13, 52.66}, {-1.12, 52.66}}), "'street', NULL, 12.5");
    file.add(geometry_bytes{4326}.point({-1.13, 52.65}), "'none', NULL, NULL");
    file.add(geometry_bytes{4326}.point({-1.13, 52.65}), "'minus', -3, NULL");
    file.add(geometry_bytes{4326}.point({-1.13, 52.65}), "'text', '50', NULL");
    file.add(geometry_bytes{4326}.line({{-1.13, 52.66}, {-1.13, 52.66}}), "'dot', NULL, 10");
  }
  const zone_import read = import({.name = "code", .radius = "radius", .half_width = "width"});
  ASSERT_THAT(read.zones->zones, SizeIs(2));
  const plane_point club = *leicestershire.project({.lat_e7 = 526'500'000, .lon_e7 = -11'300'000});
  const area& around_club = read.zones->zones[0].shape;
  for (const plane_point corner : around_club.vertices()) {
    const double away_mm = std::hypot(corner.x_mm - club.x_mm, corner.y_mm - club.y_mm);
    EXPECT_NEAR(away_mm, 50'000.0, 1.5);
  }
  EXPECT_NEAR(around_club.distance(club).signed_m, 50.0, 0.062) << "the sides lie a little within";
  const plane_point end = *leicestershire.project({.lat_e7 = 526'600'000, .lon_e7 = -11'300'000});
  const area& street = read.zones->zones[1].shape;
  EXPECT_TRUE(street.contains({end.x_mm + 100'000, end.y_mm + 12'300}));
  EXPECT_FALSE(street.contains({end.x_mm + 100'000, end.y_mm + 12'700}));
  EXPECT_TRUE(street.contains({end.x_mm - 12'300, end.y_mm})) << "beyond its end too";
  EXPECT_FALSE(street.contains({end.x_mm - 12'700, end.y_mm}));
  EXPECT_THAT(read.findings,
              ElementsAre(Field(&zone_finding::pointer, "/beats/3/radius"),
                          Field(&zone_finding::pointer, "/beats/4/radius"),
                          Field(&zone_finding::pointer, "/beats/5/radius"),
                          Field(&zone_finding::reason, HasSubstr("fewer than two")),
                          Field(&zone_finding::reason, "no area")));
}

TEST_F(geopackage_import, makes_a_gate_of_a_line_of_that_kind) {
  {
    geopackage_writer file{path(), 4326, "code TEXT, kind TEXT"};
    file.add(geometry_bytes{4326}.line({{-1.13, 52.65}, {-1.13, 52.66}}), "'BRIDGE', 'gate'");
    file.add(geometry_bytes{4326}.line({{-1.13, 52.66}, {-1.13, 52.66}}), "'DOT', 'gate'");
  }
  const zone_import read = import({.name = "code", .kind = "kind"});
  ASSERT_THAT(read.zones->gates, SizeIs(1));
  EXPECT_EQ(read.zones->gates.front().name, "BRIDGE");
  EXPECT_THAT(read.zones->gates.front().line, SizeIs(2));
  EXPECT_THAT(read.zones->zones, SizeIs(0));
  EXPECT_THAT(read.findings, testing::Contains(Field(&zone_finding::left_out, true)));
}

TEST_F(geopackage_import, names_what_the_file_has_where_the_options_ask_for_something_else) {
  {
    geopackage_writer file{path(), 4326};
    file.add_layer("wards", 4326, "name TEXT");
    file.add_layer("plan", -1, "code TEXT");
  }
  EXPECT_THAT(refusal({.path = path()}), HasSubstr("several: beats, plan, wards"));
  EXPECT_THAT(refusal({.path = path(), .layer = "beat"}), HasSubstr("no layer of features"));
  EXPECT_THAT(refusal({.path = path(), .layer = "wards"}), HasSubstr("no column \"code\""));
  EXPECT_THAT(refusal({.path = path(), .layer = "plan"}), HasSubstr("srs_id -1"));
  EXPECT_EQ(refusal({.path = path(), .layer = "plan", .crs = "EPSG:27700"}), "");
  EXPECT_THAT(refusal({.path = path(), .layer = "beats", .crs = "EPSG:1"}),
              HasSubstr("no coordinate reference system"));
  EXPECT_THAT(
      refusal({.path = path(), .layer = "beats", .crs = "EPSG:27700", .grid_folder = "/nowhere"}),
      HasSubstr("a folder of grids"));
  EXPECT_EQ(refusal({.path = path(), .layer = "beats"}), "");
}

TEST_F(geopackage_import, survives_a_file_that_is_cut_or_altered) {
  {
    geopackage_writer file{path(), 4326};
    for (int i = 0; i < 8; ++i) {
      file.add(geometry_bytes{4326}.polygon(with_hole), "'Z-" + std::to_string(i) + "'");
    }
  }
  std::ifstream in{path(), std::ios::binary};
  const std::string good{std::istreambuf_iterator<char>{in}, {}};
  const auto damaged = folder_ / "damaged.gpkg";
  int refused = 0;
  for (std::size_t at = 16; at < good.size(); at += 1'499) {
    for (const bool cut : {true, false}) {
      std::string bad = cut ? good.substr(0, at) : good;
      bad[cut ? at - 1 : at] ^= '\x5a';
      std::ofstream{damaged, std::ios::binary | std::ios::trunc} << bad;
      refused += refusal({.path = damaged}).empty() ? 0 : 1;
    }
  }
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace beatwatch
