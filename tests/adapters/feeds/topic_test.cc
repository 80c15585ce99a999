#include "adapters/feeds/topic.h"

#include <gtest/gtest.h>

#include "tests/support/zones.h"

namespace beatwatch {
namespace {

topic_namer with_zones() {
  topic_namer namer;
  namer.use(std::make_shared<const zone_set>(
      std::vector<zone>{square_zone("z1", {{"force", "north"}, {"ward-3"}}), square_zone("z2")},
      "hash",
      zone_index_reach,
      std::vector<gate_line>{
          {.name = "g1", .levels = {{"force", "north"}, {"ward-3"}}, .line = {{0, 0}, {0, 9}}}}));
  return namer;
}

TEST(topic, goes_from_wide_to_narrow_along_the_first_hierarchy) {
  const topic_namer namer = with_zones();
  EXPECT_EQ(namer.topic_of(presence_changed{.zone = "z1"}), "presence/force/north/z1/");
  EXPECT_EQ(namer.topic_of(visit_changed{.zone = "z1"}), "visit/force/north/z1/");
  EXPECT_EQ(namer.topic_of(visit_changed{.zone = "z2"}), "visit/z2/") << "no hierarchy";
  EXPECT_EQ(namer.topic_of(visit_changed{.zone = "other"}), "visit/other/") << "of another set";
  EXPECT_EQ(topic_namer{}.topic_of(visit_changed{.zone = "z1"}), "visit/z1/") << "no set";
  EXPECT_EQ(namer.topic_of(gate_passed{.gate = "g1"}), "gate/force/north/g1/");
  EXPECT_EQ(namer.topic_of(gate_passed{.gate = "other"}), "gate/other/");
}

TEST(topic, names_what_the_change_is_about_and_ends_in_a_slash) {
  const topic_namer namer;
  EXPECT_EQ(namer.topic_of(unit_moved{.unit = "A1"}), "unit/A1/");
  EXPECT_EQ(namer.topic_of(unit_moved{.unit = "cars/dev-7"}), "unit/cars/dev-7/");
  EXPECT_EQ(namer.topic_of(unit_status_changed{.unit = "A1"}), "unit/A1/");
  EXPECT_EQ(namer.topic_of(unit_staleness_changed{.unit = "A1"}), "unit/A1/");
  EXPECT_EQ(namer.topic_of(incident_updated{.incident = {.name = "I-204"}}), "incident/I-204/");
  EXPECT_EQ(namer.topic_of(suggestion_made{.suggestion = {.incident = "I-204"}}),
            "suggestion/I-204/");
  EXPECT_EQ(namer.topic_of(source_counted{.source = "cars"}), "source/cars/");
  EXPECT_EQ(namer.topic_of(ping_rejected{.source = "cars"}), "source/cars/");
  EXPECT_EQ(namer.topic_of(unknown_device_seen{.device = "cars/dev-7"}), "source/cars/");
  EXPECT_EQ(namer.topic_of(crew_changed{.device = "cars/dev-7"}), "crew/cars/dev-7/");
  EXPECT_EQ(namer.topic_of(holder_doubted{.device = "cars/dev-7"}), "crew/cars/dev-7/");
  EXPECT_EQ(namer.topic_of(device_signalled{.unit = "A1"}), "unit/A1/");
  EXPECT_EQ(namer.topic_of(source_health_changed{.source = "cars"}), "source/cars/");
  EXPECT_EQ(namer.topic_of(device_health_changed{.device = "cars/dev-7"}), "source/cars/dev-7/");
  EXPECT_EQ(namer.topic_of(zones_changed{}), "map/zones/");
  EXPECT_EQ(namer.topic_of(roads_changed{}), "map/roads/");
}

TEST(topic, of_a_zone_is_in_force_only_with_the_levels_of_the_set) {
  const topic_namer namer = with_zones();
  EXPECT_TRUE(namer.names_zone_in_force("visit/force/north/z1/"));
  EXPECT_TRUE(namer.names_zone_in_force("presence/z2/"));
  EXPECT_FALSE(namer.names_zone_in_force("visit/z1/"));
  EXPECT_FALSE(namer.names_zone_in_force("visit/force/south/z1/"));
  EXPECT_FALSE(namer.names_zone_in_force("visit/z3/"));
  EXPECT_TRUE(namer.names_zone_in_force("gate/force/north/g1/"));
  EXPECT_FALSE(namer.names_zone_in_force("gate/g1/"));
  EXPECT_FALSE(namer.names_zone_in_force("gate/z2/")) << "that is a zone";
  EXPECT_FALSE(namer.names_zone_in_force("visit/force/north/g1/")) << "that is a gate";
}

}  // namespace
}  // namespace beatwatch
