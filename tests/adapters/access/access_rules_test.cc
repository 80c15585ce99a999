#include "adapters/access/access_rules.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

account of(const char* name, std::optional<access_role> role, const char* area = "") {
  return {.name = name, .role = role, .area = area, .person = {}};
}

const access_rules rules({
    {"desk",
     {.who = of("desk", access_role::dispatcher),
      .topics = {"unit/", "presence/north/"},
      .sources = {}}},
    {"north",
     {.who = of("north", access_role::supervisor, "force/north"), .topics = {}, .sources = {}}},
    {"cad", {.who = of("cad", std::nullopt), .topics = {}, .sources = {"incidents", "status"}}},
    {"board", {.who = of("board", access_role::feed_client), .topics = {}, .sources = {}}},
});

TEST(access_rules, allow_the_topics_of_the_client_and_what_lies_below_them) {
  EXPECT_TRUE(rules.may_subscribe("desk", "unit/"));
  EXPECT_TRUE(rules.may_subscribe("desk", "unit/A1/"));
  EXPECT_TRUE(rules.may_subscribe("desk", "presence/north/z1/"));
  EXPECT_FALSE(rules.may_subscribe("desk", "presence/south/"));
  EXPECT_FALSE(rules.may_subscribe("desk", "presence/")) << "wider than its topics";
  EXPECT_FALSE(rules.may_subscribe("desk", ""));
}

TEST(access_rules, allow_without_topics_what_the_role_may_know) {
  EXPECT_TRUE(rules.may_subscribe("board", ""));
  EXPECT_TRUE(rules.may_subscribe("board", "visit/"));
  EXPECT_TRUE(rules.may_subscribe("north", "presence/force/north/"));
  EXPECT_FALSE(rules.may_subscribe("north", "presence/force/south/"));
  EXPECT_FALSE(rules.may_subscribe("north", ""));
  EXPECT_FALSE(rules.may_subscribe("cad", "unit/")) << "it only sends";
}

TEST(access_rules, topics_give_nothing_that_the_role_does_not) {
  const access_rules odd({{"desk",
                           {.who = of("desk", access_role::analyst),
                            .topics = {"unit/", "presence/"},
                            .sources = {}}}});
  EXPECT_FALSE(odd.may_subscribe("desk", "unit/"));
  EXPECT_FALSE(odd.may_subscribe("desk", "presence/"));
}

TEST(access_rules, let_a_client_send_only_as_its_own_sources) {
  EXPECT_TRUE(rules.may_send("cad", "status"));
  EXPECT_FALSE(rules.may_send("cad", "cars"));
  EXPECT_FALSE(rules.may_send("desk", "status"));
}

TEST(access_rules, give_nothing_to_a_name_that_is_not_listed) {
  for (const char* client : {"", "des", "desk2"}) {
    EXPECT_FALSE(rules.may_subscribe(client, "unit/"));
    EXPECT_FALSE(rules.may_send(client, "status"));
    EXPECT_FALSE(may(rules.who_is(client), access_right::self));
  }
}

TEST(access_rules, are_open_only_without_keys) {
  EXPECT_TRUE(access_rules::everybody().open());
  EXPECT_TRUE(access_rules::everybody().may_subscribe("", ""));
  EXPECT_TRUE(access_rules::everybody().may_send("", "cars"));
  EXPECT_FALSE(access_rules(std::map<std::string, socket_client, std::less<>>{}).open())
      << "keys, but no client";
}

}  // namespace
}  // namespace beatwatch
