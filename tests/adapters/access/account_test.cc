#include "adapters/access/account.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

account of(access_role role, std::string area = "") {
  return {.name = "somebody", .role = role, .area = std::move(area), .person = {}};
}

TEST(access_role, an_area_ends_at_a_whole_name) {
  EXPECT_TRUE(within_area("force/north", "force/north"));
  EXPECT_TRUE(within_area("force/north", "force/north/Z1"));
  EXPECT_FALSE(within_area("force/north", "force/northern/Z1"));
  EXPECT_FALSE(within_area("force/north", "force"));
  EXPECT_TRUE(within_area("", "anything"));
}

TEST(access_role, presence_beyond_the_area_is_not_told) {
  const account north = of(access_role::supervisor, "force/north");
  EXPECT_TRUE(may_know(north, "presence/force/north/Z1/"));
  EXPECT_FALSE(may_know(north, "presence/force/south/Z1/"));
  EXPECT_FALSE(may_know(north, "visit/force/south/Z1/"));
  EXPECT_FALSE(may_know(north, "gate/force/south/G1/"));
  EXPECT_FALSE(may_know(north, "presence/")) << "wider than the area";
  EXPECT_FALSE(may_know(north, "")) << "everything";
  EXPECT_FALSE(may_know(north, "pres")) << "the beginning of a word is of several kinds";
}

TEST(access_role, a_zone_set_is_for_the_whole_force_and_so_is_who_puts_it_in_force) {
  EXPECT_TRUE(may(of(access_role::supervisor), access_right::zones));
  EXPECT_FALSE(may(of(access_role::supervisor, "force/north"), access_right::zones));
}

TEST(access_role, who_has_none_knows_and_may_nothing) {
  const account sender{.name = "cad", .role = std::nullopt, .area = {}, .person = {}};
  EXPECT_FALSE(may(sender, access_right::self));
  for (const char* topic : {"", "unit/U1/", "map/zones/", "presence/Z1/"}) {
    EXPECT_FALSE(may_know(sender, topic)) << topic;
  }
}

TEST(access_role, only_an_auditor_sees_who_looked_and_sees_no_unit) {
  for (const access_role role : {access_role::dispatcher,
                                 access_role::supervisor,
                                 access_role::analyst,
                                 access_role::admin,
                                 access_role::feed_client}) {
    EXPECT_FALSE(may(of(role), access_right::audit)) << to_string(role);
  }
  EXPECT_TRUE(may(of(access_role::auditor), access_right::audit));
  EXPECT_FALSE(may(of(access_role::auditor), access_right::trails));
  EXPECT_FALSE(may(of(access_role::analyst), access_right::trails));
}

// Presence and visits on the feed name the units that were there.
TEST(access_role, an_analyst_asks_what_zones_got_and_sees_no_unit) {
  const account analyst = of(access_role::analyst);
  EXPECT_TRUE(may(analyst, access_right::presence));
  EXPECT_FALSE(may_know(analyst, "presence/force/north/Z1/"));
  EXPECT_FALSE(may_know(analyst, "visit/force/north/Z1/"));
  EXPECT_FALSE(may_know(analyst, "gate/force/north/G1/"));
  EXPECT_TRUE(may_know(analyst, "map/zones/"));
  EXPECT_FALSE(may_know(analyst, "unit/U1/"));
  EXPECT_FALSE(may_know(analyst, "incident/I1/"));
  EXPECT_FALSE(may_know(analyst, "suggestion/I1/"));
}

TEST(access_role, a_dispatcher_sees_units_and_not_the_sources) {
  const account dispatcher = of(access_role::dispatcher);
  EXPECT_TRUE(may_know(dispatcher, "unit/U1/"));
  EXPECT_FALSE(may_know(dispatcher, "source/radios/"));
  EXPECT_FALSE(may_know(dispatcher, "crew/radios/R1/"));
}

TEST(access_role, alarms_of_the_area_and_of_everybody_are_told_and_answered) {
  const account north = of(access_role::dispatcher, "force/north");
  EXPECT_TRUE(may(north, access_right::alarms));
  EXPECT_TRUE(may_know(north, "alert/force/north/"));
  EXPECT_TRUE(may_know(north, "alert//"));
  EXPECT_FALSE(may_know(north, "alert/force/south/"));
  EXPECT_FALSE(may_know(north, "alert/")) << "all of them";
  EXPECT_TRUE(may_know(of(access_role::dispatcher), "alert/"));
  EXPECT_FALSE(may(of(access_role::analyst), access_right::alarms));
  EXPECT_FALSE(may_know(of(access_role::admin), "alert//"));
  EXPECT_FALSE(may(of(access_role::feed_client), access_right::alarms)) << "a program answers none";
}

TEST(access_role, an_admin_sees_the_server_and_neither_units_nor_zones) {
  const account admin = of(access_role::admin);
  EXPECT_TRUE(may_know(admin, "source/radios/"));
  EXPECT_FALSE(may_know(admin, "unit/U1/"));
  EXPECT_FALSE(may_know(admin, "presence/Z1/"));
}

}  // namespace
}  // namespace beatwatch
