#include "replay/import_roads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "adapters/maps/road_file.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using testing::HasSubstr;

class import_roads_to_file : public testing::Test {
 protected:
  import_roads_to_file() {
    options_.map = folder() / "import_roads_test.osm";
    options_.roads = folder() / "import_roads_test.roads";
    std::ofstream{options_.map} << R"(<?xml version='1.0'?><osm version='0.6'>
 <node id="1" lat="52.600" lon="-0.700"/>
 <node id="2" lat="52.609" lon="-0.700"/>
 <way id="7"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="oneway" v="yes"/></way>
 <way id="8"><nd ref="1"/><nd ref="2"/><tag k="highway" v="footway"/></way></osm>)";
  }
  ~import_roads_to_file() override {
    std::filesystem::remove(options_.map);
    std::filesystem::remove(options_.roads);
  }
  static std::filesystem::path folder() { return folder_of_this_run(); }

  std::string report() {
    testing::internal::CaptureStdout();
    EXPECT_EQ(import_roads(options_), 0);
    return testing::internal::GetCapturedStdout();
  }

  import_roads_options options_;
};

TEST_F(import_roads_to_file, writes_a_file_that_can_be_mapped_and_tells_what_is_in_it) {
  options_.json = true;
  const auto told = nlohmann::json::parse(report());
  EXPECT_EQ(told["ways taken"], 2);
  EXPECT_EQ(told["ways left out"]["not a road or path by class"], 0);
  EXPECT_EQ(told["parts"], 1);
  EXPECT_EQ(told["hash"], map_roads(options_.roads)->hash());
}

TEST_F(import_roads_to_file, takes_origin_and_attribution_from_the_options) {
  options_.origin =
      plane_origin{.at = {.lat_e7 = 520'000'000, .lon_e7 = -10'000'000}, .scale = 0.9996};
  options_.attribution = "somebody";
  EXPECT_THAT(report(), HasSubstr("attribution: somebody\n"));
  EXPECT_EQ(map_roads(options_.roads)->origin(), *options_.origin);
}

TEST_F(import_roads_to_file, leaves_an_earlier_file_alone_when_the_map_is_bad) {
  report();
  const std::string before = map_roads(options_.roads)->hash();
  std::ofstream{options_.map} << "<osm";
  EXPECT_THROW(import_roads(options_), std::runtime_error);
  EXPECT_EQ(map_roads(options_.roads)->hash(), before);
}

}  // namespace
}  // namespace beatwatch
