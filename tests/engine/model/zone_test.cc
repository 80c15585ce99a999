#include "engine/model/zone.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace beatwatch {
namespace {

zone square(const std::string& name, std::int32_t west_mm) {
  return {
      .name = name,
      .kind = "micro_beat",
      .valid_from = {},
      .levels = {},
      .red_windows = {},
      .shape = area{
          {{{west_mm, 0}, {west_mm + 10'000, 0}, {west_mm + 10'000, 10'000}, {west_mm, 10'000}}}}};
}

TEST(zone_set, sorts_zones_by_name_bytewise_and_hits_follow) {
  const zone_set set{{square("b", 0), square("a", 0), square("Z", 5'000)}, "00"};
  ASSERT_EQ(set.zones.size(), 3U);
  EXPECT_EQ(set.zones[0].name, "Z");
  EXPECT_EQ(set.zones[1].name, "a");
  EXPECT_EQ(set.zones[2].name, "b");
  std::vector<std::uint32_t> hits;
  set.index.containing({2'000, 2'000}, hits);
  EXPECT_THAT(hits, testing::ElementsAre(1U, 2U));
}

TEST(zone_set, finds_a_zone_by_its_name) {
  const zone_set set{{square("b", 0), square("a", 0)}, "00"};
  EXPECT_EQ(set.find("b"), 1U);
  EXPECT_EQ(set.find("ab"), std::nullopt);
  EXPECT_EQ(set.find("c"), std::nullopt);
}

TEST(zone_set_death, refuses_a_name_that_comes_twice) {
  EXPECT_DEATH((zone_set{{square("a", 0), square("a", 0)}, "00"}), "each name once");
}

}  // namespace
}  // namespace beatwatch
