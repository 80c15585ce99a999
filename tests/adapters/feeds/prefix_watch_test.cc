#include "adapters/feeds/prefix_watch.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace beatwatch {
namespace {

using states = std::vector<std::pair<std::string, std::uint64_t>>;

states states_of(const prefix_watch& watch) {
  states all;
  watch.for_each(
      [&](const std::string& prefix, std::uint64_t newest) { all.emplace_back(prefix, newest); });
  return all;
}

TEST(prefix_watch, notes_a_message_for_every_prefix_of_its_topic) {
  prefix_watch watch;
  for (const char* prefix : {"", "visit/", "visit/north/", "visit/north/z1/", "unit/"}) {
    EXPECT_TRUE(watch.add(prefix, 3));
  }
  watch.note("visit/north/z1/", 4);
  watch.note("visit/north/z2/", 5);
  watch.note("visitor/", 6);
  EXPECT_EQ(
      states_of(watch),
      (states{{"", 6}, {"unit/", 3}, {"visit/", 5}, {"visit/north/", 5}, {"visit/north/z1/", 4}}));
}

TEST(prefix_watch, watches_while_anybody_does) {
  prefix_watch watch;
  watch.add("unit/", 1);
  watch.note("unit/A1/", 2);
  watch.add("unit/", 1);
  EXPECT_EQ(states_of(watch), (states{{"unit/", 2}})) << "a second watcher changes nothing";
  watch.remove("unit/");
  EXPECT_EQ(watch.size(), 1u);
  watch.remove("unit/");
  EXPECT_EQ(watch.size(), 0u);
  watch.remove("unit/");
  EXPECT_EQ(watch.size(), 0u);
}

TEST(prefix_watch, refuses_half_names_and_more_than_its_bound) {
  prefix_watch watch;
  EXPECT_FALSE(watch.add("unit/A", 0));
  for (std::size_t i = 0; i < prefix_watch::prefixes_max; ++i) {
    EXPECT_TRUE(watch.add("unit/" + std::to_string(i) + "/", 0));
  }
  EXPECT_FALSE(watch.add("visit/", 0));
  EXPECT_TRUE(watch.add("unit/0/", 0)) << "one that is watched already";
}

}  // namespace
}  // namespace beatwatch
