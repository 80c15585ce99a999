#include "adapters/maps/zone_patch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/maps/zone_hash.h"

namespace beatwatch {
namespace {

using levels = std::vector<std::vector<std::string>>;

zone square(const char* name, std::int32_t x_mm, levels above = {}) {
  return {.name = name,
          .kind = "beat",
          .valid_from = {},
          .levels = std::move(above),
          .red_windows = {},
          .shape = area{{{{x_mm, 0}, {x_mm + 1'000, 0}, {x_mm + 1'000, 1'000}, {x_mm, 1'000}}}}};
}

std::shared_ptr<const zone_set> set_of(std::vector<zone> zones, std::vector<gate_line> gates = {}) {
  std::string hash = zone_hash(zones, gates);
  return std::make_shared<zone_set>(
      std::move(zones), std::move(hash), zone_index_reach, std::move(gates));
}

const gate_line bridge{.name = "bridge", .levels = {}, .line = {{0, 0}, {5'000, 0}}};
const auto base = set_of({square("a", 0, {{"force", "north"}}), square("b", 2'000)}, {bridge});

TEST(zone_patch, leaves_what_it_does_not_name_as_it_was) {
  const auto made = patched(*base, {.put = set_of({}), .removed = {}, .levels_like = {}});
  EXPECT_EQ(made->hash, base->hash);
}

TEST(zone_patch, puts_a_zone_in_the_place_of_its_name_with_the_levels_it_had) {
  const auto made =
      patched(*base, {.put = set_of({square("a", 9'000)}), .removed = {}, .levels_like = {}});
  ASSERT_EQ(made->zones.size(), 2U);
  EXPECT_EQ(made->zones[0].levels, (levels{{"force", "north"}}));
  EXPECT_EQ(made->zones[0].shape, square("a", 9'000).shape);
  EXPECT_EQ(made->zones[1].shape, base->zones[1].shape);
  EXPECT_EQ(made->gates, base->gates);
}

TEST(zone_patch, adds_a_zone_with_the_levels_of_another_and_takes_others_out) {
  const auto made = patched(*base,
                            {.put = set_of({square("c", 9'000)}),
                             .removed = {"b", "bridge"},
                             .levels_like = {{"c", "a"}}});
  ASSERT_EQ(made->zones.size(), 2U);
  EXPECT_EQ(made->zones[1].name, "c");
  EXPECT_EQ(made->zones[1].levels, (levels{{"force", "north"}}));
  EXPECT_TRUE(made->gates.empty());
  EXPECT_EQ(made->hash, zone_hash(made->zones, made->gates));
}

}  // namespace
}  // namespace beatwatch
