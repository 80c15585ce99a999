#include "engine/base/id_map.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/base/name_order.h"

namespace beatwatch {
namespace {

// Names that differ in few characters, more than a small table holds.
std::string name_of(std::uint32_t n) { return "source/D" + std::to_string(n * 7'919 % 100'003); }

TEST(id_map, gives_ids_in_order_of_first_appearance_and_finds_each_name_again) {
  constexpr std::uint32_t count = 20'000;
  id_map<unit_id> map;
  EXPECT_FALSE(map.find("anything"));
  for (std::uint32_t n = 0; n < count; ++n) {
    EXPECT_FALSE(map.find(name_of(n))) << n;
    ASSERT_EQ(map.intern(name_of(n)), unit_id{n});
    ASSERT_EQ(map.intern(name_of(n / 2)), unit_id{n / 2}) << "known already";
  }
  EXPECT_EQ(map.size(), count);
  for (std::uint32_t n = 0; n < count; ++n) {
    ASSERT_EQ(map.find(name_of(n)), unit_id{n});
    ASSERT_EQ(map.name(unit_id{n}), name_of(n));
  }
  EXPECT_FALSE(map.find("source/"));
  EXPECT_FALSE(map.find(""));
}

TEST(name_order, follows_names_that_come_later) {
  id_map<unit_id> names;
  name_order<unit_id> order;
  order.follow(names);
  for (std::uint32_t n = 0; n < 300; ++n) {
    names.intern(name_of(n));
    if (n % 50 != 0) {
      continue;
    }
    order.follow(names);
    for (std::uint32_t a = 0; a <= n; ++a) {
      for (std::uint32_t b = 0; b <= n; ++b) {
        ASSERT_EQ(order.place(unit_id{a}) < order.place(unit_id{b}),
                  names.name(unit_id{a}) < names.name(unit_id{b}));
      }
    }
  }
}

}  // namespace
}  // namespace beatwatch
