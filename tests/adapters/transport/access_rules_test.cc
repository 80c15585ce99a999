#include "adapters/transport/access_rules.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

const access_rules rules({
    {"desk", {.topics = {"unit/", "presence/north/"}, .sources = {}, .queries = true}},
    {"cad", {.topics = {}, .sources = {"incidents", "status"}, .queries = false}},
    {"board", {.topics = {""}, .sources = {}, .queries = false}},
});

TEST(access_rules, allow_the_topics_of_the_role_and_what_lies_below_them) {
  EXPECT_TRUE(rules.may_subscribe("desk", "unit/"));
  EXPECT_TRUE(rules.may_subscribe("desk", "unit/A1/"));
  EXPECT_TRUE(rules.may_subscribe("desk", "presence/north/z1/"));
  EXPECT_FALSE(rules.may_subscribe("desk", "presence/south/"));
  EXPECT_FALSE(rules.may_subscribe("desk", "presence/")) << "wider than the role";
  EXPECT_FALSE(rules.may_subscribe("desk", ""));
  EXPECT_TRUE(rules.may_subscribe("board", ""));
  EXPECT_TRUE(rules.may_subscribe("board", "visit/"));
  EXPECT_FALSE(rules.may_subscribe("cad", "unit/"));
}

TEST(access_rules, let_a_client_send_only_as_its_own_sources) {
  EXPECT_TRUE(rules.may_send("cad", "status"));
  EXPECT_FALSE(rules.may_send("cad", "cars"));
  EXPECT_FALSE(rules.may_send("desk", "status"));
}

TEST(access_rules, keep_queries_to_roles_that_have_them) {
  EXPECT_TRUE(rules.may_query("desk"));
  EXPECT_FALSE(rules.may_query("cad"));
}

TEST(access_rules, keep_zone_sets_to_roles_that_may_put_them_in_force) {
  const access_rules planned({{"planner", {.topics = {}, .sources = {}, .zones = true}},
                              {"desk", {.topics = {""}, .sources = {}, .queries = true}}});
  EXPECT_TRUE(planned.may_activate_zones("planner"));
  EXPECT_FALSE(planned.may_activate_zones("desk"));
  EXPECT_FALSE(planned.may_activate_zones(""));
  EXPECT_TRUE(access_rules::everybody().may_activate_zones(""));
}

TEST(access_rules, give_nothing_to_a_name_that_is_not_listed) {
  for (const char* client : {"", "des", "desk2"}) {
    EXPECT_FALSE(rules.may_subscribe(client, "unit/"));
    EXPECT_FALSE(rules.may_send(client, "status"));
    EXPECT_FALSE(rules.may_query(client));
  }
}

TEST(access_rules, are_open_only_without_keys) {
  EXPECT_TRUE(access_rules::everybody().may_subscribe("", ""));
  EXPECT_TRUE(access_rules::everybody().may_send("", "cars"));
  EXPECT_TRUE(access_rules::everybody().may_query(""));
  EXPECT_FALSE(access_rules(std::map<std::string, client_role, std::less<>>{}).may_query(""))
      << "keys, but no client";
}

}  // namespace
}  // namespace beatwatch
