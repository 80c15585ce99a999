#include "adapters/maps/way_rules.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace beatwatch {
namespace {

using tag_map = std::map<std::string, std::string>;

tag_lookup in(const tag_map& tags) {
  return [tags = &tags](const char* key) -> const char* {
    const auto found = tags->find(key);
    return found == tags->end() ? nullptr : found->second.c_str();
  };
}

expected<way_rules, way_left_out> rules(const tag_map& tags) { return rules_of_way(in(tags)); }

std::string directions(const tag_map& tags) {
  const auto found = rules(tags);
  return !found ? std::string{to_string(found.error())}
                : std::string{found->forward.car ? "f" : ""} + (found->backward.car ? "b" : "");
}

TEST(way_rules, leave_out_what_is_neither_road_nor_path) {
  for (const char* const highway : {"raceway", "proposed", "construction", "_link"}) {
    EXPECT_EQ(rules({{"highway", highway}}).error(), way_left_out::not_a_class) << highway;
  }
  EXPECT_EQ(rules({{"building", "yes"}}).error(), way_left_out::not_a_road);
  EXPECT_EQ(rules({{"highway", "service"}, {"area", "yes"}}).error(), way_left_out::area);
}

TEST(way_rules, take_paths_for_walkers_alone) {
  for (const char* const highway : {"footway", "steps", "path", "cycleway", "bridleway"}) {
    const auto path = rules({{"highway", highway}});
    ASSERT_TRUE(path) << highway;
    EXPECT_EQ(path->kind, road_class::footway);
    EXPECT_TRUE(path->foot);
    EXPECT_EQ(directions({{"highway", highway}}), "") << "no car in either direction";
  }
  EXPECT_EQ(directions({{"highway", "cycleway"}, {"foot", "no"}}), "no access");
  EXPECT_EQ(directions({{"highway", "footway"}, {"access", "no"}}), "no access");
  EXPECT_TRUE(rules({{"highway", "path"}, {"access", "no"}, {"foot", "yes"}})->foot);
  EXPECT_EQ(directions({{"highway", "path"}, {"motor_vehicle", "yes"}}), "fb");
}

TEST(way_rules, a_road_closed_to_vehicles_is_still_walked_along) {
  EXPECT_EQ(directions({{"highway", "service"}, {"motor_vehicle", "no"}}), "");
  EXPECT_TRUE(rules({{"highway", "service"}, {"motor_vehicle", "no"}})->foot);
}

TEST(way_rules, take_slip_roads_with_their_class) {
  const auto link = rules({{"highway", "trunk_link"}});
  EXPECT_EQ(link->kind, road_class::trunk);
  EXPECT_TRUE(link->link);
  EXPECT_FALSE(rules({{"highway", "trunk"}})->link);
}

TEST(way_rules, the_police_may_use_private_roads_but_not_closed_ones) {
  EXPECT_EQ(directions({{"highway", "service"}, {"access", "private"}}), "fb");
  EXPECT_EQ(directions({{"highway", "residential"}, {"access", "destination"}}), "fb");
  EXPECT_EQ(directions({{"highway", "track"}, {"motor_vehicle", "agricultural"}}), "fb");
  EXPECT_EQ(directions({{"highway", "service"}, {"access", "no"}}), "no access");
}

TEST(way_rules, the_most_specific_access_decides) {
  EXPECT_EQ(directions({{"highway", "service"}, {"access", "no"}, {"emergency", "yes"}}), "fb");
  EXPECT_EQ(directions({{"highway", "service"}, {"access", "no"}, {"bus", "yes"}}), "fb");
  EXPECT_EQ(directions({{"highway", "service"}, {"access", "yes"}, {"vehicle", "no"}}), "")
      << "on foot";
  EXPECT_EQ(directions({{"highway", "pedestrian"}}), "");
  EXPECT_EQ(directions({{"highway", "pedestrian"}, {"motor_vehicle", "delivery"}}), "fb");
}

TEST(way_rules, follow_one_way_rules) {
  const auto oneway = [](const char* value) {
    return directions({{"highway", "primary"}, {"oneway", value}});
  };
  EXPECT_EQ(oneway("yes"), "f");
  EXPECT_EQ(oneway("1"), "f");
  EXPECT_EQ(oneway("-1"), "b");
  EXPECT_EQ(oneway("no"), "fb");
  EXPECT_EQ(oneway("perhaps"), "fb");
  EXPECT_EQ(oneway("reversible"), "reversible");
}

TEST(way_rules, motorways_and_roundabouts_are_one_way_unless_said_otherwise) {
  EXPECT_EQ(directions({{"highway", "motorway"}}), "f");
  EXPECT_EQ(directions({{"highway", "motorway"}, {"oneway", "no"}}), "fb");
  EXPECT_EQ(directions({{"highway", "motorway_link"}}), "fb");
  EXPECT_EQ(directions({{"highway", "tertiary"}, {"junction", "roundabout"}}), "f");
  EXPECT_EQ(directions({{"highway", "tertiary"}, {"junction", "circular"}}), "f");
}

TEST(way_rules, walkers_keep_off_motorways) {
  EXPECT_FALSE(rules({{"highway", "motorway"}})->foot);
  EXPECT_FALSE(rules({{"highway", "trunk"}, {"motorroad", "yes"}})->foot);
  EXPECT_FALSE(rules({{"highway", "trunk"}, {"foot", "no"}})->foot);
  EXPECT_TRUE(rules({{"highway", "trunk"}})->foot);
}

TEST(way_rules, speeds_follow_the_limit_within_what_the_class_allows) {
  const auto plain = rules({{"highway", "residential"}});
  EXPECT_EQ(plain->forward.ordinary_mmps, 7'778U) << "28 km/h";
  EXPECT_EQ(plain->forward.response_mmps, 10'111U);
  EXPECT_FALSE(plain->limit_stated);
  const auto slow = rules({{"highway", "residential"}, {"maxspeed", "20 mph"}});
  EXPECT_EQ(slow->forward.ordinary_mmps, 8'941U * 85 / 100);
  const auto lane = rules({{"highway", "unclassified"}, {"maxspeed", "60 mph"}});
  EXPECT_EQ(lane->forward.ordinary_mmps, 15'278U) << "55 km/h";
  const auto track = rules({{"highway", "track"}, {"maxspeed", "100"}});
  EXPECT_EQ(track->forward.response_mmps, 4'167U) << "15 km/h";
}

TEST(way_rules, each_direction_may_have_its_own_limit) {
  const auto found =
      rules({{"highway", "primary"}, {"maxspeed", "50"}, {"maxspeed:backward", "30"}});
  EXPECT_EQ(found->forward.ordinary_mmps, 13'889U * 85 / 100);
  EXPECT_EQ(found->backward.ordinary_mmps, 8'333U * 85 / 100);
}

TEST(way_rules, a_limit_that_is_not_understood_is_told) {
  const auto found = rules({{"highway", "primary"}, {"maxspeed", "variable"}});
  EXPECT_TRUE(found->limit_stated);
  EXPECT_TRUE(found->limit_not_understood);
  EXPECT_EQ(found->forward.ordinary_mmps, 16'667U) << "60 km/h";
}

TEST(way_rules, bollards_stop_cars_and_gates_do_not) {
  EXPECT_TRUE(stops_cars(in({{"barrier", "bollard"}})));
  EXPECT_FALSE(stops_cars(in({{"barrier", "bollard"}, {"emergency", "yes"}})));
  EXPECT_FALSE(stops_cars(in({{"barrier", "gate"}})));
  EXPECT_FALSE(stops_cars(in({})));
}

}  // namespace
}  // namespace beatwatch
