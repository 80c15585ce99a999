#include "adapters/maps/osm_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "adapters/maps/road_build.h"
#include "tests/support/drawn_roads.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

// Road 1 leads east from A to B, where 2 goes on east, 3 north and 4 south. Ids of nodes are
// letters' codes, so that the helpers for drawn roads find them.
constexpr std::string_view crossing = R"(
 <node id="65" lat="52.600" lon="-0.700"/>
 <node id="66" lat="52.600" lon="-0.699"/>
 <node id="67" lat="52.600" lon="-0.698"/>
 <node id="68" lat="52.601" lon="-0.699"/>
 <node id="69" lat="52.599" lon="-0.699"/>
 <way id="1"><nd ref="65"/><nd ref="66"/><tag k="highway" v="primary"/></way>
 <way id="2"><nd ref="66"/><nd ref="67"/><tag k="highway" v="primary"/></way>
 <way id="3"><nd ref="66"/><nd ref="68"/><tag k="highway" v="residential"/></way>
 <way id="4"><nd ref="69"/><nd ref="66"/><tag k="highway" v="residential"/></way>
)";

class map_file {
 public:
  explicit map_file(std::string_view content, const std::string& name = "map.osm")
      : path_(folder_of_this_run() /
              (std::string{"osm_import_"} +
               testing::UnitTest::GetInstance()->current_test_info()->name() + "_" + name)) {
    std::ofstream out{path_};
    out << "<?xml version='1.0'?>\n<osm version='0.6'>" << content << "</osm>\n";
  }
  ~map_file() { std::filesystem::remove(path_); }
  map_file(const map_file&) = delete;
  map_file& operator=(const map_file&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

void no_progress(std::string_view /*stage*/, double /*done*/) {}

osm_import import_text(std::string_view content) {
  const map_file file{content};
  osm_import_options options;
  options.file = file.path();
  return import_osm(options, no_progress);
}

std::string restriction(const std::string& value,
                        int from,
                        int to,
                        const std::string& more = "",
                        const std::string& via = "node") {
  const auto member = [](const std::string& type, int id, const std::string& role) {
    return "<member type='" + type + "' ref='" + std::to_string(id) + "' role='" + role + "'/>";
  };
  return "<relation id='1'>" + member("way", from, "from") + member(via, 66, "via") +
         member("way", to, "to") + more +
         "<tag k='type' v='restriction'/><tag k='restriction' v='" + value + "'/></relation>";
}

// The turns through B that are forbidden, as "ABC ...", by name.
std::string bans_at_b(const osm_import& import) {
  const auto roads = view_of(build_roads(import.draft));
  std::string text;
  for (const char from : {'A', 'C', 'D', 'E'}) {
    for (const char to : {'A', 'C', 'D', 'E'}) {
      if (!roads->car_may_turn(edge_between(*roads, from, 'B'), edge_between(*roads, 'B', to))) {
        text += std::string{from, 'B', to} + ' ';
      }
    }
  }
  return text;
}

TEST(osm_import, makes_a_road_of_each_piece_between_junctions) {
  const osm_import import = import_text(crossing);
  EXPECT_EQ(import.report.ways, 4U);
  EXPECT_EQ(import.report.ways_taken, 4U);
  const auto roads = view_of(build_roads(import.draft));
  EXPECT_EQ(roads->nodes().size(), 5U);
  EXPECT_EQ(roads->edges().size(), 8U);
  EXPECT_EQ(roads->out_edges(node_at(*roads, 'B')).size(), 4U);
  EXPECT_NEAR(roads->edge(edge_between(*roads, 'A', 'B')).length_mm, 67'740, 100);
  EXPECT_EQ(roads->origin().at, (position{.lat_e7 = 526'000'000, .lon_e7 = -6'900'000}));
  EXPECT_EQ(roads->attribution(), "(c) OpenStreetMap contributors, ODbL 1.0");
  EXPECT_EQ(bans_at_b(import), "");
}

TEST(osm_import, cuts_a_way_where_others_meet_it_and_keeps_its_shape_elsewhere) {
  const osm_import import = import_text(R"(
 <node id="65" lat="52.600" lon="-0.700"/>
 <node id="66" lat="52.601" lon="-0.699"/>
 <node id="67" lat="52.600" lon="-0.698"/>
 <node id="68" lat="52.601" lon="-0.697"/>
 <node id="69" lat="52.605" lon="-0.698"/>
 <way id="1"><nd ref="65"/><nd ref="66"/><nd ref="66"/><nd ref="67"/><nd ref="68"/><tag k="highway" v="track"/></way>
 <way id="2"><nd ref="67"/><nd ref="69"/><tag k="highway" v="service"/></way>)");
  const auto roads = view_of(build_roads(import.draft));
  EXPECT_EQ(roads->edges().size(), 6U);
  EXPECT_EQ(roads->shape(edge_between(*roads, 'A', 'C')).size(), 3U);
  EXPECT_EQ(roads->way(edge_between(*roads, 'A', 'C')), 1);
  EXPECT_EQ(roads->edge(edge_between(*roads, 'E', 'C')).kind, road_class::service);
}

TEST(osm_import, keeps_a_loop_and_a_road_beside_another) {
  const osm_import import = import_text(R"(
 <node id="65" lat="52.600" lon="-0.700"/>
 <node id="66" lat="52.601" lon="-0.699"/>
 <node id="67" lat="52.600" lon="-0.698"/>
 <way id="1"><nd ref="65"/><nd ref="66"/><nd ref="67"/><nd ref="65"/><tag k="highway" v="residential"/></way>
 <way id="2"><nd ref="65"/><nd ref="67"/><tag k="highway" v="residential"/></way>)");
  const auto roads = view_of(build_roads(import.draft));
  EXPECT_EQ(roads->nodes().size(), 2U);
  EXPECT_EQ(roads->edges().size(), 6U) << "two pieces of the loop and the road beside";
}

TEST(osm_import, cuts_a_way_at_a_node_that_is_missing_or_too_far_away) {
  const osm_import import = import_text(R"(
 <node id="65" lat="52.600" lon="-0.700"/>
 <node id="66" lat="52.601" lon="-0.699"/>
 <node id="68" lat="52.602" lon="-0.697"/>
 <node id="69" lat="52.603" lon="-0.698"/>
 <node id="70" lat="52.603" lon="30.0"/>
 <way id="1"><nd ref="65"/><nd ref="66"/><nd ref="67"/><nd ref="68"/><nd ref="69"/><nd ref="70"/><tag k="highway" v="track"/></way>)");
  EXPECT_EQ(import.draft.roads.size(), 2U);
  EXPECT_EQ(import.report.nodes_missing, 1U);
  EXPECT_EQ(import.report.nodes_outside_plane, 1U);
}

TEST(osm_import, a_bollard_can_only_be_turned_round_at) {
  std::string with_bollard{crossing};
  const std::string plain = R"(<node id="68" lat="52.601" lon="-0.699"/>)";
  with_bollard.replace(
      with_bollard.find(plain),
      plain.size(),
      R"(<node id="68" lat="52.601" lon="-0.699"><tag k="barrier" v="bollard"/></node>
 <node id="70" lat="52.602" lon="-0.699"/>
 <way id="5"><nd ref="68"/><nd ref="70"/><tag k="highway" v="residential"/></way>)");
  const osm_import import = import_text(with_bollard);
  EXPECT_EQ(import.report.barriers, 1U);
  const auto roads = view_of(build_roads(import.draft));
  const road_edge_id towards = edge_between(*roads, 'B', 'D');
  EXPECT_FALSE(roads->car_may_turn(towards, edge_between(*roads, 'D', 'F')));
  EXPECT_TRUE(roads->car_may_turn(towards, edge_between(*roads, 'D', 'B')));
  EXPECT_TRUE(roads->edge(towards).has(road_edge::dead_end));
}

TEST(osm_import, takes_turn_restrictions) {
  const auto bans = [](const std::string& relation) {
    const osm_import import = import_text(std::string{crossing} + relation);
    EXPECT_EQ(import.report.restrictions_used, 1U);
    return bans_at_b(import);
  };
  EXPECT_EQ(bans(restriction("no_left_turn", 1, 3)), "ABD ");
  EXPECT_EQ(bans(restriction("no_straight_on", 4, 3)), "EBD ");
  EXPECT_EQ(bans(restriction("no_u_turn", 2, 2)), "CBC ");
  EXPECT_EQ(bans(restriction("only_straight_on", 1, 2)), "ABA ABD ABE ");
  EXPECT_EQ(bans(restriction("no_entry", 1, 3, "<member type='way' ref='4' role='from'/>")),
            "ABD EBD ");
}

TEST(osm_import, tells_why_a_turn_restriction_is_not_taken) {
  const auto reason = [](const std::string& relation) {
    const osm_import import = import_text(std::string{crossing} + relation);
    EXPECT_EQ(import.report.restrictions_used, 0U);
    EXPECT_EQ(bans_at_b(import), "");
    std::string reasons;
    for (std::size_t i = 0; i < restriction_skipped_count; ++i) {
      if (import.report.restrictions_skipped.at(i) > 0) {
        reasons += to_string(static_cast<restriction_skipped>(i));
      }
    }
    return reasons;
  };
  EXPECT_EQ(reason(restriction("no_way", 1, 3)), "not understood");
  EXPECT_EQ(reason(restriction("no_left_turn", 1, 3, "", "way")), "by way of a way");
  EXPECT_EQ(reason(restriction("no_left_turn", 1, 3, "<tag k='hour_on' v='7:00'/>")),
            "at certain times only");
  EXPECT_EQ(reason(restriction("no_left_turn", 1, 3, "<tag k='except' v='psv;emergency'/>")),
            "other vehicles only");
  EXPECT_EQ(reason(restriction("no_left_turn", 1, 77)), "ways not in the file");
  EXPECT_EQ(reason("<way id='5'><nd ref='66'/><nd ref='69'/><tag k='highway' v='footway'/></way>" +
                   restriction("no_left_turn", 1, 5)),
            "no car comes or goes there");
}

TEST(osm_import, a_restriction_on_a_way_that_goes_on_is_not_guessed) {
  const osm_import import = import_text(R"(
 <node id="65" lat="52.600" lon="-0.700"/>
 <node id="66" lat="52.600" lon="-0.699"/>
 <node id="67" lat="52.600" lon="-0.698"/>
 <node id="68" lat="52.601" lon="-0.699"/>
 <way id="1"><nd ref="65"/><nd ref="66"/><nd ref="67"/><tag k="highway" v="primary"/></way>
 <way id="3"><nd ref="66"/><nd ref="68"/><tag k="highway" v="residential"/></way>)" +
                                        restriction("no_left_turn", 1, 3));
  EXPECT_EQ(import.report.restrictions_skipped.at(
                static_cast<std::size_t>(restriction_skipped::ambiguous)),
            1U);
}

TEST(osm_import, an_unreadable_map_is_named_with_the_reason) {
  const auto import_path = [](const std::filesystem::path& path) {
    osm_import_options options;
    options.file = path;
    import_osm(options, no_progress);
  };
  EXPECT_THAT([&] { import_path("/no/such/map.osm.pbf"); },
              ThrowsMessage<std::runtime_error>(HasSubstr("/no/such/map.osm.pbf: ")));
  const map_file cut{"<node id='1' lat='1' lon='1'></osm><way", "cut.osm"};
  EXPECT_THAT([&] { import_path(cut.path()); },
              ThrowsMessage<std::runtime_error>(HasSubstr("cut.osm: ")));
  const map_file unknown{"", "map.txt"};
  EXPECT_THAT([&] { import_path(unknown.path()); },
              ThrowsMessage<std::runtime_error>(HasSubstr("map.txt: ")));
  const map_file empty{"<node id='1' lat='1' lon='1'/>", "empty.osm"};
  EXPECT_THAT([&] { import_path(empty.path()); },
              ThrowsMessage<std::runtime_error>(HasSubstr("no road or path")));
}

struct real_map {
  const char* path;
  std::uint64_t ways;
  std::uint64_t restrictions_used;
  double largest_component_share_min;
};

class real_maps : public testing::TestWithParam<real_map> {};

// Ways and restrictions as the data's own description counts them.
TEST_P(real_maps, are_imported_and_give_equal_bytes_each_time) {
  const std::filesystem::path path =
      std::filesystem::path{BEATWATCH_SHARED_DIR} / "data" / GetParam().path;
  if (!std::filesystem::exists(path)) {
    GTEST_SKIP() << path << " is not there";
  }
  osm_import_options options;
  options.file = path;
  const osm_import import = import_osm(options, no_progress);
  EXPECT_EQ(import.report.ways, GetParam().ways);
  EXPECT_EQ(import.report.restrictions_used, GetParam().restrictions_used);
  const auto bytes = build_roads(import.draft);
  EXPECT_EQ(bytes, build_roads(import_osm(options, no_progress).draft));
  const auto roads = view_of(bytes);
  std::vector<std::uint64_t> size(roads->header().components);
  for (const road_node& node : roads->nodes()) {
    ++size[node.component];
  }
  EXPECT_GT(static_cast<double>(*std::max_element(size.begin(), size.end())),
            GetParam().largest_component_share_min * static_cast<double>(roads->nodes().size()));
}

INSTANTIATE_TEST_SUITE_P(
    shared,
    real_maps,
    testing::Values(real_map{"rutland-roads/rutland.osm.pbf", 16'730, 3, 0.95},
                    real_map{"columbus-roads/columbus.osm.pbf", 15'503, 9, 0.97},
                    real_map{"heidelberg-roads/heidelberg.osm.pbf", 31'619, 459, 0.95},
                    real_map{"monaco-roads/monaco.osm.gz", 1'944, 0, 0.95},
                    real_map{"sf-streets/sf_streets.osm.pbf", 15'602, 0, 0.99}));

}  // namespace
}  // namespace beatwatch
