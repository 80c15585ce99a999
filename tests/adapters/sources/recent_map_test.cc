#include "adapters/sources/recent_map.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

TEST(recent_map, remembers_the_names_used_last) {
  recent_map<int> map{3};
  map.use("a") = 1;
  map.use("b") = 2;
  map.use("c") = 3;
  map.use("d") = 4;
  EXPECT_EQ(map.use("a"), 1);
  EXPECT_EQ(map.use("b"), 2);
  EXPECT_EQ(map.use("d"), 4);
}

TEST(recent_map, forgets_what_was_not_used_and_stays_bounded) {
  recent_map<int> map{100};
  map.use("used") = 1;
  map.use("forgotten") = 2;
  for (int i = 0; i < 100'000; ++i) {
    map.use(std::to_string(i)) = i;
    ASSERT_EQ(map.use("used"), 1);
    ASSERT_LE(map.size(), 200);
  }
  EXPECT_EQ(map.use("forgotten"), 0);
}

}  // namespace
}  // namespace beatwatch
