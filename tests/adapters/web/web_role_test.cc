#include "adapters/web/web_role.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

web_account of(web_role role, std::string area = "") {
  return {.name = "somebody", .password_hash = {}, .role = role, .area = std::move(area)};
}

TEST(web_role, an_area_ends_at_a_whole_name) {
  EXPECT_TRUE(within_area("force/north", "force/north"));
  EXPECT_TRUE(within_area("force/north", "force/north/Z1"));
  EXPECT_FALSE(within_area("force/north", "force/northern/Z1"));
  EXPECT_FALSE(within_area("force/north", "force"));
  EXPECT_TRUE(within_area("", "anything"));
}

TEST(web_role, presence_beyond_the_area_is_not_told) {
  const web_account north = of(web_role::supervisor, "force/north");
  EXPECT_TRUE(may_know(north, "presence/force/north/Z1/"));
  EXPECT_FALSE(may_know(north, "presence/force/south/Z1/"));
  EXPECT_FALSE(may_know(north, "visit/force/south/Z1/"));
}

TEST(web_role, an_analyst_sees_what_zones_got_and_no_unit) {
  const web_account analyst = of(web_role::analyst);
  EXPECT_TRUE(may_know(analyst, "presence/force/north/Z1/"));
  EXPECT_FALSE(may_know(analyst, "unit/U1/"));
  EXPECT_FALSE(may_know(analyst, "incident/I1/"));
  EXPECT_FALSE(may_know(analyst, "suggestion/I1/"));
}

TEST(web_role, a_dispatcher_sees_units_and_not_the_sources) {
  const web_account dispatcher = of(web_role::dispatcher);
  EXPECT_TRUE(may_know(dispatcher, "unit/U1/"));
  EXPECT_FALSE(may_know(dispatcher, "source/radios/"));
  EXPECT_FALSE(may_know(dispatcher, "crew/radios/R1/"));
}

TEST(web_role, an_admin_sees_the_server_and_neither_units_nor_zones) {
  const web_account admin = of(web_role::admin);
  EXPECT_TRUE(may_know(admin, "source/radios/"));
  EXPECT_FALSE(may_know(admin, "unit/U1/"));
  EXPECT_FALSE(may_know(admin, "presence/Z1/"));
}

}  // namespace
}  // namespace beatwatch
